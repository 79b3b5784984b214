import Foundation

/// The repository's own files.
enum SourceTree {
  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct File: Sendable {
    /// From the root.
    let path: String
    let lines: [Substring]

    /// The folder below `Sources` or `Tests`.
    var target: String { String(path.split(separator: "/")[1]) }

    /// Lines with their numbers, as far as they are code: no comment, no text between quotes.
    var code: [(number: Int, line: String)] {
      var isText = false
      return lines.enumerated().compactMap { index, line in
        let delimiters = line.components(separatedBy: "\"\"\"").count - 1
        defer { if delimiters % 2 == 1 { isText.toggle() } }
        if isText || line.drop(while: { $0 == " " }).hasPrefix("//") { return nil }
        return (index + 1, Self.withoutTexts(line))
      }
    }

    private static func withoutTexts(_ line: Substring) -> String {
      var code = ""
      var isText = false
      var isEscaped = false
      for character in line {
        if isText {
          if isEscaped {
            isEscaped = false
          } else if character == "\\" {
            isEscaped = true
          } else if character == "\"" {
            isText = false
          }
        } else if character == "\"" {
          isText = true
        } else {
          code.append(character)
        }
      }
      return code.components(separatedBy: " //")[0]
    }
  }

  /// Every Swift file below a folder of the root, sorted by path.
  static func swiftFiles(in folder: String) throws -> [File] {
    let base = root.appendingPathComponent(folder).resolvingSymlinksInPath()
    let names =
      FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      File(path: "\(folder)/\(name)", lines: try lines(of: base.appendingPathComponent(name)))
    }
  }

  static func text(of path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appendingPathComponent(path)), as: UTF8.self)
  }

  private static func lines(of url: URL) throws -> [Substring] {
    String(decoding: try Data(contentsOf: url), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }
}
