internal import Audiences
internal import Diagnostics
internal import YAML

/// A rule that names audience documents, and so waits for other files.
struct OpenRule: Sendable {
  let file: SourceFile
  let node: Node
  /// True in a post, which alone may be shown by a newsfeed; true in an audience document.
  let mayBeNewsfeed: Bool
}

extension Checker {
  /// Reads a rule by itself: what is wrong with it is told, and its variables are noted. Nil when
  /// something is wrong.
  mutating func readAudience(_ node: Node?) -> WrittenAudience? {
    guard let node else { return nil }
    var reader = AudienceReader(file, audiences: .unread)
    var isFilled = false
    let rule = reader.read(node) { text, range in
      if !VariableScan.pieces(in: text).isEmpty {
        isFilled = true
        checkVariables(text, writtenAt: range)
      }
      return text
    }
    for diagnostic in reader.diagnostics { report(diagnostic) }
    guard reader.diagnostics.isEmpty else { return nil }
    if !reader.references.isEmpty {
      openRule = OpenRule(
        file: file, node: node, mayBeNewsfeed: !formats.isDisjoint(with: .post))
      return .open(node)
    }
    guard let rule else { return nil }
    if isFilled { return .open(node) }
    for problem in AudienceReader.problems(of: rule, in: node, file) { report(problem) }
    return .rule(rule)
  }
}

extension AudienceDocument {
  /// What the reader of audiences needs of it.
  var named: NamedRule { NamedRule(name: name, file: file, nameRange: nameRange, node: rule) }
}
