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
      offset += Self.width(of: bytes[offset])
      scalars += 1
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
