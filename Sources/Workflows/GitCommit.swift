import Foundation

/// The commit that is checked out where the files are; nil outside a git repository, or without git.
public func gitCommit(at path: String) async -> String? {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["git", "-C", path, "rev-parse", "--verify", "--quiet", "HEAD"]
  process.standardInput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  let output = Pipe()
  process.standardOutput = output
  let ended: Bool = await withCheckedContinuation { continuation in
    process.terminationHandler = { process in
      continuation.resume(returning: process.terminationStatus == 0)
    }
    do {
      try process.run()
    } catch {
      process.terminationHandler = nil
      continuation.resume(returning: false)
    }
  }
  guard ended else { return nil }
  let data = output.fileHandleForReading.readDataToEndOfFile()
  let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  return text.isEmpty ? nil : text
}
