/// What is in a ZIP archive, as the directory at its end tells: local headers may leave sizes open.
struct ZipDirectory {
  private(set) var files: [Archive.File] = []
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) throws(ArchiveError) {
    self.bytes = bytes
    let end = try endRecord()
    let count = try number(end + 10, 2)
    var place = try number(end + 16, 4)
    guard count != 0xFFFF, place != 0xFFFF_FFFF else { throw Self.tooLarge }
    for _ in 0..<count {
      let (file, next) = try entry(at: place)
      // A folder is no file.
      if !file.name.hasSuffix("/") { files.append(file) }
      place = next
    }
  }

  private static let tooLarge = ArchiveError.unsupported(
    "the archive is of four gigabytes or more, which is not read here")

  /// Where the end of the directory is: only a comment may follow it.
  private func endRecord() throws(ArchiveError) -> Int {
    let shortest = 22
    var place = bytes.count - shortest
    let first = max(0, place - 0xFFFF)
    while place >= first {
      if try number(place, 4) == 0x0605_4B50,
        try number(place + 20, 2) == bytes.count - place - shortest
      {
        return place
      }
      place -= 1
    }
    throw .damaged
  }

  /// An entry of the directory, and where the next begins.
  private func entry(at place: Int) throws(ArchiveError) -> (Archive.File, next: Int) {
    guard try number(place, 4) == 0x0201_4B50 else { throw .damaged }
    let nameLength = try number(place + 28, 2)
    let nameEnd = place + 46 + nameLength
    guard nameEnd <= bytes.count else { throw .damaged }
    let name = String(decoding: bytes[place + 46..<nameEnd], as: UTF8.self)
    let (packed, size) = (try number(place + 20, 4), try number(place + 24, 4))
    let start = try number(place + 42, 4)
    guard packed != 0xFFFF_FFFF, size != 0xFFFF_FFFF, start != 0xFFFF_FFFF else {
      throw Self.tooLarge
    }
    guard try number(place + 8, 2) & 1 == 0 else {
      throw .unsupported("\(name) is encrypted in the archive")
    }
    let packing: Archive.Packing
    switch try number(place + 10, 2) {
    case 0: packing = .stored
    case 8: packing = .deflated
    case let method:
      throw .unsupported("\(name) is packed by method \(method), which is not read here")
    }
    guard try number(start, 4) == 0x0403_4B50 else { throw .damaged }
    let data = start + 30 + (try number(start + 26, 2)) + (try number(start + 28, 2))
    guard data + packed <= bytes.count else { throw .damaged }
    let file = Archive.File(
      name: name, packing: packing, bytes: data..<data + packed,
      checks: Archive.Checks(size: size, crc: UInt32(try number(place + 16, 4))))
    return (
      file, nameEnd + (try number(place + 30, 2)) + (try number(place + 32, 2))
    )
  }

  private func number(_ place: Int, _ width: Int) throws(ArchiveError) -> Int {
    guard place >= 0, place + width <= bytes.count else { throw .damaged }
    return (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
}
