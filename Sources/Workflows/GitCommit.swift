import Foundation
public import Planning

/// The commit that is checked out where the files are; nil outside a git repository, or without git.
public func gitCommit(at path: String) async -> GitCommit? {
  let lines = await git(["log", "-1", "--no-show-signature", "--format=%H%n%aN <%aE>"], at: path)?
    .split(separator: "\n")
  guard let id = lines?.first else { return nil }
  // Whoever commits chooses the name, and as long as they like.
  let author = lines?.dropFirst().first.map { String($0.prefix(200)) }
  return GitCommit(id: String(id), author: author)
}

/// What git prints; nil when it fails, or is not there.
private func git(_ arguments: [String], at path: String) async -> String? {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["git", "-C", path] + arguments
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
  return String(decoding: data, as: UTF8.self)
}
