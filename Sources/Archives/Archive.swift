/// Files in one body: a ZIP archive, or one file that gzip has compressed.
///
/// It is kept as it came; what is in it is unpacked piece by piece, so that a file may be larger than
/// what there is room for.
package struct Archive: Sendable {
  package struct File: Sendable, Hashable {
    /// With the folders that it is in; empty for the file of a gzip.
    package let name: String
    let packing: Packing
    /// Where its packed bytes are.
    let bytes: Range<Int>
    /// Nil where only the packed bytes tell.
    let checks: Checks?
  }

  enum Packing: Sendable, Hashable {
    case stored, deflated, gzip
  }

  struct Checks: Sendable, Hashable {
    let size: Int
    let crc: UInt32
  }

  package let files: [File]
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8]) throws(ArchiveError) {
    self.bytes = bytes
    if bytes.starts(with: [0x1F, 0x8B]) {
      files = [File(name: "", packing: .gzip, bytes: 0..<bytes.count, checks: nil)]
    } else if bytes.starts(with: [0x50, 0x4B]) {
      files = try ZipDirectory(bytes).files
    } else {
      throw .notAnArchive
    }
  }

  /// Unpacks a file, in pieces of some kilobytes. That it is damaged may only be known at its end.
  package func read(
    _ file: File, _ take: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(ArchiveError) {
    var seen = Seen()
    let packed = file.bytes
    let isWhole = bytes.withUnsafeBufferPointer { all in
      let input = UnsafeBufferPointer(rebasing: all[packed])
      func observe(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
        seen.note(piece)
        // One that says less than it holds could fill any memory.
        if let checks = file.checks, seen.size > checks.size { return false }
        take(piece)
        return true
      }
      switch file.packing {
      case .stored: return observe(input)
      case .deflated: return Inflation.run(input, .raw, observe)
      case .gzip: return Inflation.run(input, .gzip, observe)
      }
    }
    let isAsSaid = file.checks.map { $0.size == seen.size && $0.crc == seen.crc } ?? true
    guard isWhole, isAsSaid else {
      throw file.name.isEmpty ? .damaged : .damagedFile(file.name)
    }
  }

  /// What was unpacked so far.
  private struct Seen {
    private(set) var size = 0
    private(set) var crc: UInt32 = 0

    mutating func note(_ piece: UnsafeBufferPointer<UInt8>) {
      size += piece.count
      crc = Inflation.checksum(crc, piece)
    }
  }
}
