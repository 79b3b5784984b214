import Foundation

/// The git repository that a folder is in, asked by git's own program.
struct Git: Sendable {
  /// Absolute, or from the current folder.
  let folder: String

  /// What git prints; nil when it fails, or is not there.
  func output(_ arguments: [String]) async -> Data? {
    await withCheckedContinuation { continuation in
      // Reading waits: not on the threads that everything else runs on.
      DispatchQueue.global().async { continuation.resume(returning: run(arguments)) }
    }
  }

  /// The same as text, without white space round it.
  func text(_ arguments: [String]) async -> String? {
    await output(arguments).map { data in
      String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  private func run(_ arguments: [String]) -> Data? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let answers = Pipe()
    process.standardOutput = answers
    do {
      try process.run()
    } catch {
      return nil
    }
    // A pipe has its limit: who waits for the end first waits for ever.
    let data = answers.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? data : nil
  }
}
