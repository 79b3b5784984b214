import CLibYAML
import Foundation

/// What everything is compared with: libyaml's bare event loop, in C, on one processor.
struct Baseline {
  /// Over bytes that are in memory already.
  let loop: Run
  /// With each file opened and read into one buffer first, as whoever parses files must.
  let readAndLoop: Run

  /// The works to be timed in turns with what is compared, in this order.
  static func works(_ corpus: Corpus) throws -> [() async throws -> Run] {
    let contents = try corpus.files.map { try Array(Data(contentsOf: URL(fileURLWithPath: $0))) }
    return [
      { try await timed { for content in contents { try parse(content, content.count) } } },
      {
        try await timed {
          var buffer = [UInt8](repeating: 0, count: 1 << 20)
          for path in corpus.files {
            let count = try read(path, into: &buffer)
            try parse(buffer, count)
          }
        }
      },
    ]
  }

  init(_ runs: ArraySlice<Run>) {
    loop = runs[runs.startIndex]
    readAndLoop = runs[runs.startIndex + 1]
  }

  private static func parse(_ bytes: [UInt8], _ count: Int) throws {
    guard herald_yaml_count_events(bytes, count) > 0 else {
      throw BenchError(what: "libyaml refuses the corpus")
    }
  }

  private static func read(_ path: String, into buffer: inout [UInt8]) throws -> Int {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw BenchError(what: "cannot open \(path)") }
    defer { close(descriptor) }
    return buffer.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
  }
}
