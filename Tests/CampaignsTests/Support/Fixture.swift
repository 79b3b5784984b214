import Campaigns
import Diagnostics
import Foundation

/// One file of `Fixtures`, read with the project that lies beside it.
struct Fixture: CustomStringConvertible, Sendable {
  let name: String
  let text: String

  var description: String { name }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  static func all(in folder: String) throws -> [Fixture] {
    let directory = Self.folder.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
      .map { Fixture(name: "\(folder)/\($0)", text: try text(of: "\(folder)/\($0)")) }
  }

  static func text(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  /// Copy rules are off in it: fixtures are about the format, and their copy says so.
  static func project() throws -> Project {
    let levels = LintRules.copy.map { "  \($0): off\n" }.joined()
    return try project(try text(of: "herald.yaml") + "lint:\n" + levels)
  }

  /// The same with the rules as they are.
  static func lintingProject() throws -> Project {
    try project(try text(of: "herald.yaml"))
  }

  private static func project(_ text: String) throws -> Project {
    let file = SourceFile(path: "herald.yaml", text: text)
    let (project, diagnostics) = ProjectReader.readProjectFile(file)
    guard let project, diagnostics.isEmpty else { throw FixtureError.project(diagnostics) }
    return project
  }

  /// Everything that is wrong with the file.
  func diagnostics() throws -> [Diagnostic] {
    try Self.diagnostics(of: SourceFile(path: name, text: text))
  }

  /// Reads a file as the project file when it is one, and as campaigns in the fixtures' project
  /// otherwise.
  static func diagnostics(
    of file: SourceFile, in project: Project? = nil
  ) throws -> [Diagnostic] {
    let text = String(decoding: file.bytes, as: UTF8.self)
    let first = text.split(whereSeparator: \.isNewline).first { !$0.hasPrefix("#") } ?? ""
    let isProject = ["project", "projekt", "environments"].contains { first.hasPrefix($0) }
    if isProject { return ProjectReader.readProjectFile(file).diagnostics }
    let content = ProjectReader.readDocuments(of: file)
    let project = try project ?? Self.project()
    return ProjectReader.assemble([content], in: project).diagnostics
  }
}

enum FixtureError: Error {
  case project([Diagnostic])
}

/// A diagnostic as a fixture marks it: `# error: [code]` at its line.
struct Mark: Hashable, Comparable, CustomStringConvertible {
  let line: Int
  let severity: Severity
  let code: String

  var description: String { "line \(line): \(severity.rawValue) [\(code)]" }

  static func < (left: Mark, right: Mark) -> Bool {
    (left.line, left.code) < (right.line, right.code)
  }

  init(line: Int, severity: Severity, code: String) {
    self.line = line
    self.severity = severity
    self.code = code
  }

  init(_ diagnostic: Diagnostic) {
    let label = diagnostic.primary
    self.init(
      line: label.map { $0.file.position(at: $0.range.start).line } ?? 0,
      severity: diagnostic.severity, code: diagnostic.code)
  }

  /// The marks of a file, sorted.
  static func marks(in text: String) -> [Mark] {
    var marks: [Mark] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      for severity in Severity.allCases {
        for comment in line.split(separator: "#").dropFirst() {
          let trimmed = comment.drop { $0 == " " }
          guard trimmed.hasPrefix("\(severity.rawValue): [") else { continue }
          for part in trimmed.split(separator: "[").dropFirst() {
            let code = part.prefix { $0 != "]" }
            marks.append(Mark(line: index + 1, severity: severity, code: String(code)))
          }
        }
      }
    }
    return marks.sorted()
  }
}
