import Foundation
import Sandbox
import Testing

@Suite struct `What waits for the disk` {
  @Test func `is told once, whether it came first or while others waited`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "herald-disk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("log".utf8).write(to: folder.appending(path: "a.sqlite-wal"))
    let disk = DiskQueue(database: folder.appending(path: "a.sqlite").path)
    let kept = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 { group.addTask { await disk.keeps() } }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(kept == 200)
    try FileManager.default.removeItem(at: folder)
  }

  @Test func `is not called kept where there is no log`() async {
    let folder = FileManager.default.temporaryDirectory.path
    let disk = DiskQueue(database: "\(folder)/herald-\(UUID().uuidString).sqlite")
    #expect(await !disk.keeps())
  }
}

extension DiskQueue {
  fileprivate func keeps() async -> Bool {
    await withCheckedContinuation { continuation in
      whenKept { continuation.resume(returning: $0 == nil) }
    }
  }
}
