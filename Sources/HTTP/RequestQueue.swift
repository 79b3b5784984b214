/// Requests in the order in which they came. Removing any of them takes constant time, on average.
struct RequestQueue {
  /// From `head` on, with nil where a request was removed.
  private var places: [PendingRequest?] = []
  private var head = 0
  private var indices: [ObjectIdentifier: Int] = [:]

  var isEmpty: Bool { indices.isEmpty }

  mutating func append(_ pending: PendingRequest) {
    indices[ObjectIdentifier(pending)] = places.count
    places.append(pending)
  }

  mutating func popFirst() -> PendingRequest? {
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
  mutating func remove(_ pending: PendingRequest) -> Bool {
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
