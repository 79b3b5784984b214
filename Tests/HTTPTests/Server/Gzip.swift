/// A gzip file of `count` copies of one byte, at about a thousandth of their size: what a hostile
/// server sends. One block of fixed Huffman codes, each a repetition of 258 bytes.
func gzip(repeating byte: UInt8, count: Int) -> [UInt8] {
  precondition(byte < 144 && count % 258 == 1, "the first byte is followed by whole repetitions")
  var bits = BitWriter()
  bits.write(1, count: 1)  // the last block
  bits.write(1, count: 2)  // of fixed codes
  bits.writeCode(UInt32(byte) + 0x30, count: 8)
  for _ in 0..<(count / 258) {
    bits.writeCode(0b1100_0101, count: 8)  // 285: a length of 258
    bits.writeCode(0, count: 5)  // a distance of 1
  }
  bits.writeCode(0, count: 7)  // 256: the end
  let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
  return head + bits.flushed + checksum(of: byte, count: count).bytes + UInt32(count).bytes
}

private struct BitWriter {
  private var bytes: [UInt8] = []
  private var pending: UInt32 = 0
  private var pendingCount = 0

  var flushed: [UInt8] { pendingCount == 0 ? bytes : bytes + [UInt8(truncatingIfNeeded: pending)] }

  /// Lowest bit first.
  mutating func write(_ bits: UInt32, count: Int) {
    pending |= bits << UInt32(pendingCount)
    pendingCount += count
    while pendingCount >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingCount -= 8
    }
  }

  /// A Huffman code: highest bit first.
  mutating func writeCode(_ code: UInt32, count: Int) {
    for bit in (0..<count).reversed() { write(code >> UInt32(bit) & 1, count: 1) }
  }
}

private func checksum(of byte: UInt8, count: Int) -> UInt32 {
  let table = (UInt32(0)..<256).map { index in
    var entry = index
    for _ in 0..<8 { entry = entry & 1 == 1 ? (entry >> 1) ^ 0xEDB8_8320 : entry >> 1 }
    return entry
  }
  var value = UInt32.max
  for _ in 0..<count { value = table[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8) }
  return ~value
}

extension UInt32 {
  fileprivate var bytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) } }
}
