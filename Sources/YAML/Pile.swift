/// Values that wait for the collection that will own them.
///
/// Nested collections are built on one pile: each takes what lies above its base, in one allocation
/// of the right size, moved and not copied.
struct Pile<Element>: ~Copyable {
  private var storage: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    storage = .allocate(capacity: capacity)
  }

  deinit {
    storage.deinitialize(count: count)
    storage.deallocate()
  }

  mutating func push(_ element: consuming Element) {
    if count == capacity { grow() }
    (storage + count).initialize(to: element)
    count += 1
  }

  /// Moves everything above a base into an array.
  mutating func take(from base: Int) -> [Element] {
    let taken = count - base
    guard taken > 0 else { return [] }
    let source = storage + base
    count = base
    // The generic initialiser from uninitialised memory looks the storage's type up each time.
    var array: [Element] = []
    array.reserveCapacity(taken)
    for index in 0..<taken { array.append((source + index).move()) }
    return array
  }

  /// What lies above a base; not to be kept.
  func elements(from base: Int) -> UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(start: storage + base, count: count - base)
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: storage, count: count)
    storage.deallocate()
    storage = larger
    capacity *= 2
  }
}
