internal import Diagnostics
internal import YAML

/// What cannot be said of a mapping key by key.
typealias MappingRule = @Sendable (Node, inout Checker) -> Void

/// The value that is checked, as messages name it.
struct Subject: CustomStringConvertible {
  let key: String
  /// True for one of the values of a list.
  var isEntry = false

  var description: String { isEntry ? "an entry of `\(key)`" : "`\(key)`" }
}

/// Walks a document beside its shape and collects what is wrong with it.
///
/// Every file goes through here, nearly always without a finding: words are compared and counted,
/// and no text is built before there is a problem to tell.
struct Checker {
  let file: SourceFile
  /// The shape of the whole document: where a key that is unknown here may be known.
  let document: MappingShape
  /// The document's format, as a set of one; all of them while it is not known.
  var formats: FormatSet = .all
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var errorCount = 0
  /// The document's `${name}`s so far.
  var variables: [VariableUse] = []
  /// The document's rule, where it names audience documents.
  var openRule: OpenRule?
  /// The values that nobody may be shown.
  var secrets: [SourceRange] = []
  /// About the bytes of JSON that the document's values become.
  var size = 0

  init(_ file: SourceFile, document: MappingShape) {
    self.file = file
    self.document = document
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { errorCount += 1 }
    diagnostics.append(diagnostic)
  }

  mutating func report(
    _ kind: DiagnosticKind, _ message: String, at range: SourceRange, _ text: String = "",
    also secondary: [Label] = [], help: [String] = [], fix: Fix? = nil
  ) {
    report(
      Diagnostic(
        kind, message, at: Label(file, range, text), also: secondary, help: help, fix: fix))
  }

  mutating func check(_ node: Node, as shape: Shape, _ subject: Subject) {
    switch shape {
    case .text(let form): checkText(node, form, subject)
    case .choice(let choices): checkChoice(node, choices, subject)
    case .boolean: checkBoolean(node, subject)
    case .affirmation:
      checkBoolean(node, subject)
      if node.boolean == false {
        report(
          .invalidValue, "\(subject) can only be `true`", at: node.place,
          help: ["leave the key out where it does not hold"])
      }
    case .integer(let range): checkInteger(node, range, subject)
    case .list(let element, let count, _): checkList(node, of: element, count, subject)
    case .mapping(let mapping): checkMapping(node, mapping, subject)
    case .named(let named): checkNamed(node, named, subject)
    case .either(let shapes, _): checkEither(node, shapes, shape, subject)
    case .rule: addSize(of: node)  // it has a reader of its own
    }
  }

  private mutating func addSize(of node: Node) {
    switch node.content {
    case .scalar(let scalar): addSize(of: scalar)
    case .sequence(let items):
      for item in items { addSize(of: item) }
    case .mapping(let entries):
      for entry in entries {
        size += entry.key.utf8.count + 4
        addSize(of: entry.value)
      }
    }
  }

  private mutating func addSize(of scalar: Scalar) {
    size += TextTraits(scalar.text).size + 4
  }
}
