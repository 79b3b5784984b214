import Subprocess

/// The git repository that a folder is in, asked by git's own program.
struct Git: Sendable {
  /// Absolute, or from the current folder.
  let folder: String

  /// In bytes. Of any other limit, the memory is asked for before git has said anything.
  private static let unlimited = Int.max

  /// What git prints; nil when it fails, or is not there.
  func output(_ arguments: [String]) async -> [UInt8]? {
    do {
      let answer = try await run(
        .name("git"), arguments: Arguments(["-C", folder] + arguments), input: .none,
        output: .bytes(limit: Self.unlimited), error: .discarded)
      return answer.terminationStatus.isSuccess ? answer.standardOutput : nil
    } catch {
      return nil
    }
  }

  /// The same as text, without white space round it.
  func text(_ arguments: [String]) async -> String? {
    await output(arguments).map { bytes in
      let isBlank = { (byte: UInt8) in byte <= 0x20 }
      let text = bytes.drop(while: isBlank)
      return String(
        decoding: text.prefix((text.lastIndex { !isBlank($0) } ?? -1) + 1), as: UTF8.self)
    }
  }
}
