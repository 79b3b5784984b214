import CZlib

/// zlib, as far as it is needed here.
enum Inflation {
  enum Wrapping: Int32 {
    /// As in a ZIP archive: without a header.
    case raw = -15
    case gzip = 31
  }

  private static let pieceSize = 64 << 10

  /// Unpacks bytes in pieces; whether they are whole, and each piece was wanted.
  static func run(
    _ input: UnsafeBufferPointer<UInt8>, _ wrapping: Wrapping,
    _ take: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    var stream = z_stream()
    guard
      inflateInit2_(
        &stream, wrapping.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return false }
    defer { inflateEnd(&stream) }
    var rest = input[...]
    var piece = [UInt8](repeating: 0, count: pieceSize)
    while true {
      // zlib counts in 32 bits.
      let given = rest.prefix(1 << 30)
      stream.next_in = UnsafeMutablePointer(mutating: given.isEmpty ? nil : base(of: given))
      stream.avail_in = UInt32(given.count)
      let (status, isWanted) = piece.withUnsafeMutableBufferPointer { buffer in
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        let status = inflate(&stream, Z_NO_FLUSH)
        let filled = buffer.count - Int(stream.avail_out)
        return (status, filled == 0 || take(UnsafeBufferPointer(rebasing: buffer[..<filled])))
      }
      rest = rest.dropFirst(given.count - Int(stream.avail_in))
      guard isWanted else { return false }
      if status == Z_STREAM_END { return true }
      guard status == Z_OK else { return false }
    }
  }

  private static func base(of slice: Slice<UnsafeBufferPointer<UInt8>>) -> UnsafePointer<UInt8>? {
    UnsafeBufferPointer(rebasing: slice).baseAddress
  }

  /// The checksum of ZIP, gone on with.
  static func checksum(_ before: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var sum = UInt(before)
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeBufferPointer(rebasing: rest.prefix(1 << 30))
      sum = crc32(sum, part.baseAddress, UInt32(part.count))
      rest = rest.dropFirst(part.count)
    }
    return UInt32(truncatingIfNeeded: sum)
  }
}
