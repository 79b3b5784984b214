import Diagnostics
import Testing
import YAML

/// One file read, with what a test asks of it.
struct Reading {
  let file: SourceFile
  let documents: [Document]
  let diagnostics: [Diagnostic]

  init(_ file: SourceFile, limits: Limits = .standard) {
    self.file = file
    (documents, diagnostics) = YAMLReader(limits: limits).read(file)
  }

  init(_ text: String, limits: Limits = .standard) {
    self.init(SourceFile(path: "test.yaml", text: text), limits: limits)
  }

  init(bytes: [UInt8], limits: Limits = .standard) {
    self.init(SourceFile(path: "test.yaml", bytes: bytes), limits: limits)
  }

  var codes: [String] { diagnostics.map(\.code) }

  /// The root of the only document, which must have no problems.
  func root(sourceLocation: SourceLocation = #_sourceLocation) throws -> Node {
    #expect(diagnostics.isEmpty, sourceLocation: sourceLocation)
    try #require(documents.count == 1, sourceLocation: sourceLocation)
    return try #require(documents[0].root, sourceLocation: sourceLocation)
  }

  /// The node at a path of keys and indices, as `copy.body` or `tags.0`.
  func node(
    _ path: String, document: Int = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Node {
    try #require(documents.indices.contains(document), sourceLocation: sourceLocation)
    var node = try #require(documents[document].root, sourceLocation: sourceLocation)
    for step in path.split(separator: ".") {
      switch node.content {
      case .scalar:
        Issue.record("`\(path)` goes into a scalar", sourceLocation: sourceLocation)
      case .sequence(let items):
        let index = try #require(Int(step), sourceLocation: sourceLocation)
        try #require(items.indices.contains(index), sourceLocation: sourceLocation)
        node = items[index]
      case .mapping(let entries):
        node = try #require(
          entries.first { $0.key == step }, "no key `\(step)`", sourceLocation: sourceLocation
        ).value
      }
    }
    return node
  }

  /// The bytes that a node's range covers, as text.
  func source(
    _ path: String, document: Int = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    file.text(
      in: try node(path, document: document, sourceLocation: sourceLocation).range)
  }

  /// What a scalar says.
  func text(
    _ path: String, document: Int = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let node = try node(path, document: document, sourceLocation: sourceLocation)
    guard case .scalar(let scalar) = node.content else {
      Issue.record("`\(path)` is no scalar", sourceLocation: sourceLocation)
      return ""
    }
    return scalar.text
  }

  /// The bytes that the primary label of the only diagnostic covers, with its line and column.
  func marked(sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    try #require(diagnostics.count == 1, sourceLocation: sourceLocation)
    let label = try #require(diagnostics[0].primary, sourceLocation: sourceLocation)
    let position = file.position(at: label.range.start)
    return "\(position.line):\(position.column) \(file.text(in: label.range))"
  }
}
