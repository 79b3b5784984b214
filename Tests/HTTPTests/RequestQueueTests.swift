import HTTP
import Testing

@Suite("The queue of requests")
struct RequestQueueTests {
  private final class Item {}

  @Test("gives requests in the order in which they came, without those that were removed")
  func order() {
    let items = (0..<1_000).map { _ in Item() }
    var queue = RequestQueue<Item>()
    items.forEach { queue.append($0) }
    for index in stride(from: 0, to: 1_000, by: 3) { _ = queue.remove(items[index]) }
    for index in 0..<1_000 where index % 3 != 0 {
      let first = queue.popFirst()
      #expect(first === items[index])
    }
    #expect(queue.isEmpty)
    let none = queue.popFirst()
    #expect(none == nil)
  }

  @Test("knows what is in it, before and after it was moved together")
  func removal() {
    let items = (0..<300).map { _ in Item() }
    var queue = RequestQueue<Item>()
    items.forEach { queue.append($0) }
    for _ in 0..<200 { _ = queue.popFirst() }
    let removals = [10, 250, 250, 299].map { queue.remove(items[$0]) }
    #expect(removals == [false, true, false, true])
    let first = queue.popFirst()
    #expect(first === items[200])
  }
}
