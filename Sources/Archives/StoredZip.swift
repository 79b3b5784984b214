/// An archive whose files are stored as they are, which every reader of ZIP takes.
package struct StoredZip {
  package private(set) var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Makes the archive of some files, in their order.
  package init(_ files: [(name: String, bytes: [UInt8])]) {
    for file in files { add(file.name, file.bytes) }
    let start = bytes.count
    bytes += directory
    bytes += Self.little(0x0605_4B50 as UInt32)
    bytes += [0, 0, 0, 0]
    for _ in 1...2 { bytes += Self.little(UInt16(count)) }
    bytes += Self.little(UInt32(directory.count)) + Self.little(UInt32(start)) + [0, 0]
  }

  private mutating func add(_ name: String, _ content: [UInt8]) {
    precondition(bytes.count + content.count < 1 << 32, "an archive this large needs ZIP64")
    let name = Array(name.utf8)
    let start = UInt32(bytes.count)
    // Version 2.0, names in UTF-8, stored, of no time in particular.
    var facts = Self.little(20 as UInt16) + Self.little(0x0800 as UInt16) + [0, 0]
    facts += Self.little(0 as UInt16) + Self.little(0x21 as UInt16)
    facts += Self.little(content.withUnsafeBufferPointer { Inflation.checksum(0, $0) })
    for _ in 1...2 { facts += Self.little(UInt32(content.count)) }
    facts += Self.little(UInt16(name.count)) + [0, 0]
    bytes += Self.little(0x0403_4B50 as UInt32) + facts + name + content
    directory += Self.little(0x0201_4B50 as UInt32) + Self.little(20 as UInt16) + facts
    directory += [UInt8](repeating: 0, count: 10) + Self.little(start) + name
    count += 1
  }

  private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
