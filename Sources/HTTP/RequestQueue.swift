/// Requests in the order in which they came. Removing any of them takes constant time, on average.
package struct RequestQueue<Request: AnyObject> {
  /// From `head` on, with nil where a request was removed.
  private var places: [Request?] = []
  private var head = 0
  private var indices: [ObjectIdentifier: Int] = [:]

  package init() {}

  package var isEmpty: Bool { indices.isEmpty }

  package mutating func append(_ pending: Request) {
    indices[ObjectIdentifier(pending)] = places.count
    places.append(pending)
  }

  package mutating func popFirst() -> Request? {
    while head < places.count {
      let pending = places[head].take()
      head += 1
      if let pending {
        indices[ObjectIdentifier(pending)] = nil
        compact()
        return pending
      }
    }
    compact()
    return nil
  }

  /// Whether the request was waiting.
  package mutating func remove(_ pending: Request) -> Bool {
    guard let index = indices.removeValue(forKey: ObjectIdentifier(pending)) else { return false }
    places[index] = nil
    return true
  }

  /// Drops the places that were passed once they are more than half.
  private mutating func compact() {
    if head < 64 || head * 2 < places.count { return }
    places.removeFirst(head)
    indices = indices.mapValues { $0 - head }
    head = 0
  }
}
