import Foundation
import Testing

/// What the formatter cannot check.
@Suite struct `The sources` {
  @Test(arguments: ["try?", "try!", "as!", "fatalError(", " Process()"])
  func `hold no`(shortcut: String) throws {
    let places = try SourceTree.swiftFiles(in: "Sources").flatMap { file in
      file.code.filter { Self.isCall(shortcut, in: $0.line) }.map { "\(file.path):\($0.number)" }
    }
    #expect(places == [])
  }

  @Test(arguments: ["TODO", "FIXME"])
  func `hold no note to oneself`(note: String) throws {
    let places = try SourceTree.swiftFiles(in: "Sources").flatMap { file in
      file.lines.enumerated().filter { $0.element.contains(note) }
        .map { "\(file.path):\($0.offset + 1)" }
    }
    #expect(places == [])
  }

  @Test func `print nothing but from a program`() throws {
    let programs = try Manifest.read().programs
    let places = try SourceTree.swiftFiles(in: "Sources")
      .filter { !programs.contains($0.target) }
      .flatMap { file in
        file.code.filter { code in
          ["print(", "debugPrint(", "NSLog(", "fputs(", "FileHandle.standard"]
            .contains { Self.isCall($0, in: code.line) }
        }.map { "\(file.path):\($0.number)" }
      }
    #expect(places == [])
  }

  @Test(arguments: ["Sources", "Tests"])
  func `are in files of at most 400 lines`(folder: String) throws {
    let long = try SourceTree.swiftFiles(in: folder).filter { $0.lines.count - 1 > 400 }
      .map { "\($0.path): \($0.lines.count - 1)" }
    #expect(long == [])
  }

  @Test func `catch no error to drop it`() throws {
    let places = try SourceTree.swiftFiles(in: "Sources").flatMap { file in
      zip(file.code, file.code.dropFirst()).filter { code, next in
        let line = code.line.trimmingCharacters(in: .whitespaces)
        let isOpen = line.hasPrefix("} catch") && line.hasSuffix("{")
        return line.hasSuffix("catch {}")
          || isOpen && next.line.trimmingCharacters(in: .whitespaces) == "}"
      }.map { "\(file.path):\($0.0.number)" }
    }
    #expect(places == [])
  }

  @Test func `stand in a root that holds nothing else`() throws {
    let expected: Set = [
      "Makefile", "Package.swift", "README.md", "Sources", "Tests", "campaigns", "schemas",
    ]
    // Made by every build, and ignored by git.
    let made: Set = ["Package.resolved"]
    let names = try FileManager.default.contentsOfDirectory(atPath: SourceTree.root.path)
      .filter { !$0.hasPrefix(".") && !made.contains($0) }
    #expect(Set(names) == expected)
  }

  /// A call of that name itself, not of one that ends so.
  private static func isCall(_ name: String, in line: String) -> Bool {
    line.ranges(of: name).contains { range in
      guard range.lowerBound > line.startIndex else { return true }
      let before = line[line.index(before: range.lowerBound)]
      return !before.isLetter && before != "." && before != "_"
    }
  }
}
