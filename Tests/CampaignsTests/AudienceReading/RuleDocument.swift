import Audiences
import Campaigns
import Diagnostics
import YAML

/// A file of audience documents, read as a project would read it: what each says by itself, then
/// what they say together.
///
/// A comment `# error: [code]` (several codes with commas) says what is wrong with its line.
struct RuleDocument {
  let file: SourceFile
  let rules: [String: Rule]
  let diagnostics: [Diagnostic]

  init(_ text: String, fill: (String) -> String = { $0 }) {
    file = SourceFile(path: "audiences.yaml", text: text)
    let (documents, problems) = YAMLReader().read(file)
    var sound: [NamedRule] = []
    var broken: Set<String> = []
    var diagnostics = problems
    for document in documents {
      guard let named = Self.namedRule(document, file) else { continue }
      var reader = AudienceReader(file, audiences: .unread)
      _ = reader.read(named.node) { text, _ in text }
      diagnostics += reader.diagnostics
      if reader.diagnostics.isEmpty { sound.append(named) } else { broken.insert(named.name) }
    }
    let resolver = AudienceResolver(sound, broken: broken) { _, text, _ in fill(text) }
    rules = resolver.rules
    self.diagnostics = (diagnostics + resolver.diagnostics).sortedByPlace()
  }

  /// The rule of the only document.
  var rule: Rule? { rules.count == 1 ? rules.values.first : nil }

  /// `LINE: code` for each diagnostic.
  var found: [String] {
    diagnostics.map { diagnostic in
      let line = diagnostic.primary.map { file.position(at: $0.range.start).line } ?? 0
      return "\(line): \(diagnostic.code)"
    }.sorted()
  }

  /// `LINE: code` for each code that a comment announces.
  var announced: [String] {
    var announced: [String] = []
    let lines = String(decoding: file.bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard let mark = line.range(of: "# error: ["), line.hasSuffix("]") else { continue }
      let codes = line[mark.upperBound...].dropLast().split(separator: ",")
      announced += codes.map { "\(index + 1): \($0.drop { $0 == " " })" }
    }
    return announced.sorted()
  }

  private static func namedRule(_ document: Document, _ file: SourceFile) -> NamedRule? {
    guard case .mapping(let entries)? = document.root?.content,
      let name = entries.first(where: { $0.key == "audience" })?.value,
      let node = entries.first(where: { $0.key == "where" })?.value,
      case .scalar(let scalar) = name.content
    else { return nil }
    return NamedRule(name: scalar.text, file: file, nameRange: name.range, node: node)
  }
}

extension Substring {
  /// The first place of a word; of the standard library's alone.
  fileprivate func range(of word: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(word) { return start..<index(start, offsetBy: word.count) }
      start = index(after: start)
    }
    return nil
  }
}
