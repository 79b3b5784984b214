import Archives
import Foundation
import Testing

/// Archives that other tools made: Python's `zipfile`, into a stream that cannot go back, so that sizes
/// stand behind the files, with a folder and a comment; and its `gzip`.
@Suite struct `An archive` {
  @Test func `is read as it was packed, but for its folders`() throws {
    let archive = try Archive(Self.zip)
    #expect(archive.files.map(\.name) == ["out/receipts_20261123.csv", "opens.csv"])
    let receipts = try Self.text(archive, archive.files[0])
    #expect(receipts.hasPrefix("receipt_id,name\n1,\"Kim, \"\"K\"\"\"\n2,Ann\n2,Ann\n"))
    #expect(receipts.utf8.count == 271)
    #expect(try Self.text(archive, archive.files[1]) == "receipt_id\n")
  }

  @Test func `may be one file that gzip compressed`() throws {
    let archive = try Archive(Self.gzip)
    #expect(archive.files.map(\.name) == [""])
    #expect(
      try Self.text(archive, archive.files[0])
        == "receipt_id\n" + String(repeating: "7\n", count: 100))
  }

  @Test func `is refused where it is none`() {
    for bytes in [[], Array("no archive".utf8), Array("P".utf8)] {
      #expect(throws: ArchiveError.notAnArchive) { try Archive(bytes) }
    }
  }

  @Test func `never reads what is damaged as if it were whole`() throws {
    let whole = try Archive(Self.zip)
    let texts = try whole.files.map { try Self.text(whole, $0) }
    for cut in 0..<Self.zip.count {
      #expect(throws: ArchiveError.self) { try Self.all(Array(Self.zip.prefix(cut))) }
    }
    for index in Self.zip.indices {
      var bytes = Self.zip
      bytes[index] ^= 0x55
      do {
        // Names, dates and comments may change; what is in the files may not.
        let read = try Self.all(bytes)
        // A folder whose name has no slash any more is an empty file.
        #expect(Set(read).isSubset(of: texts + [""]), "byte \(index)")
      } catch is ArchiveError {
        continue
      }
    }
    #expect(throws: ArchiveError.damaged) { try Self.all(Self.gzip.dropLast(9)) }
  }

  @Test func `is not filled beyond what it says it holds`() throws {
    // The size that the directory tells of the first file, made smaller.
    var bytes = Self.zip
    let place = try #require(bytes.firstRange(of: [0x50, 0x4B, 1, 2]))
    let next = try #require(bytes[(place.upperBound)...].firstRange(of: [0x50, 0x4B, 1, 2]))
    bytes[next.lowerBound + 24] -= 1
    let archive = try Archive(bytes)
    #expect(throws: ArchiveError.damagedFile("out/receipts_20261123.csv")) {
      try archive.read(archive.files[0]) { _ in }
    }
  }

  private static func text(_ archive: Archive, _ file: Archive.File) throws -> String {
    var bytes: [UInt8] = []
    try archive.read(file) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func all(_ bytes: some Sequence<UInt8>) throws -> [String] {
    let archive = try Archive(Array(bytes))
    return try archive.files.map { try text(archive, $0) }
  }

  private static let zip = bytes(
    "UEsDBBQACAAIAAqud10AAAAAAAAAAAAAAAAEAAAAb3V0LwMAUEsHCAAAAAACAAAAAAAAAFBLAwQUAAgACAAKrn"
      + "ddAAAAAAAAAAAAAAAAGQAAAG91dC9yZWNlaXB0c18yMDI2MTEyMy5jc3YrSk1OzSwoic9M0clLzE3lMtRR8s7M"
      + "1VFQUvJWUlLiMtJxzMsbQSQAUEsHCMBqdcAoAAAADwEAAFBLAwQUAAgAAAAKrnddAAAAAAAAAAAAAAAACQAAAG"
      + "9wZW5zLmNzdnJlY2VpcHRfaWQKUEsHCEpskCsLAAAACwAAAFBLAQIUAxQACAAIAAqud10AAAAAAgAAAAAAAAAE"
      + "AAAAAAAAAAAAEAD9QQAAAABvdXQvUEsBAhQDFAAIAAgACq53XcBqdcAoAAAADwEAABkAAAAAAAAAAAAAAIABNA"
      + "AAAG91dC9yZWNlaXB0c18yMDI2MTEyMy5jc3ZQSwECFAMUAAgAAAAKrnddSmyQKwsAAAALAAAACQAAAAAAAAAA"
      + "AAAAgAGjAAAAb3BlbnMuY3N2UEsFBgAAAAADAAMAsAAAAOUAAAAPAG1hZGUgYnkgemlwZmlsZQ==")

  private static let gzip = bytes(
    "H4sIAAAAAAACAytKTU7NLCiJz0zhMh8mEADfmJ4w0wAAAA==")

  private static func bytes(_ base64: String) -> [UInt8] {
    guard let data = Data(base64Encoded: base64) else { preconditionFailure("it is Base64") }
    return Array(data)
  }
}
