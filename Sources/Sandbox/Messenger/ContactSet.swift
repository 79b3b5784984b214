/// Some of the workspace's contacts, a bit for each id: those of a one-time send, fixed for good.
struct ContactSet: Sendable, Equatable {
  private(set) var bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  static let empty = ContactSet(bytes: [])

  func contains(_ id: Int64) -> Bool {
    let index = Int(id >> 3)
    return bytes.indices.contains(index) && bytes[index] & (1 << UInt8(id & 7)) != 0
  }

  mutating func insert(_ id: Int64) {
    let index = Int(id >> 3)
    while bytes.count <= index { bytes.append(0) }
    bytes[index] |= 1 << UInt8(id & 7)
  }
}
