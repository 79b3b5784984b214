/// Turns libyaml's positions, which count Unicode scalars, into byte offsets.
///
/// A cursor that walks from the last position asked for: positions come nearly in order, so all of
/// a file's take one walk over it. In ASCII there is nothing to turn.
struct ByteOffsets {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isASCII: Bool
  private var scalars = 0
  private var offset = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
    self.bytes = bytes
    self.isASCII = isASCII
  }

  /// The byte offset of a scalar's first byte; past the end it is the end.
  mutating func offset(of position: Int) -> Int {
    if isASCII { return min(position, bytes.count) }
    while scalars < position, offset < bytes.count {
      let step = min(position &- scalars, 8)
      if bytes.isASCII(at: offset, count: step) {
        offset &+= step
        scalars &+= step
      } else {
        offset &+= Self.width(of: bytes[offset])
        scalars &+= 1
      }
    }
    while scalars > position, offset > 0 {
      offset -= 1
      if bytes[offset] & 0xC0 != 0x80 { scalars -= 1 }
    }
    return offset
  }

  private static func width(of leadingByte: UInt8) -> Int {
    switch leadingByte {
    case 0..<0x80: 1
    case 0x80..<0xE0: 2
    case 0xE0..<0xF0: 3
    default: 4
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the next bytes, one to eight, are all ASCII; false near the end, where no word is left.
  @inline(__always)
  func isASCII(at offset: Int, count length: Int) -> Bool {
    guard let baseAddress, offset &+ 8 <= count else { return false }
    let word = UnsafeRawPointer(baseAddress + offset).loadUnaligned(as: UInt64.self).littleEndian
    return word & (0x8080_8080_8080_8080 &>> UInt64(truncatingIfNeeded: 64 &- 8 &* length)) == 0
  }
}
