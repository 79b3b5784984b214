public import Diagnostics

/// One `${name}` in a file.
public struct VariableUse: Sendable, Hashable {
  public let name: String
  /// The text that it stands in, and where therein.
  let text: String
  let part: Range<Int>
  /// The bytes of the value that says the text.
  let written: SourceRange
  /// What the variable's value must begin with, where it begins something; nil elsewhere.
  let beginning: Beginning?

  /// The bytes from `$` to `}`, or of the whole value where escapes hide them.
  public func range(in file: SourceFile) -> SourceRange {
    file.place(of: part, in: text, writtenAt: written)
  }

  /// What a variable at the start of a value begins.
  enum Beginning: Sendable, Hashable {
    case url, page
  }
}

extension VariableUse.Beginning {
  func isBegun(by value: String) -> Bool {
    var scan = URLScan(value)
    switch self {
    case .url: return scan.scheme()
    case .page: return scan.slash() || scan.scheme()
    }
  }

  var kind: DiagnosticKind {
    switch self {
    case .url: .invalidURL
    case .page: .invalidPage
    }
  }

  var noun: String {
    switch self {
    case .url: "URL"
    case .page: "page"
    }
  }

  var help: String {
    switch self {
    case .url: TextForm.link.help
    case .page: TextForm.page.help
    }
  }
}
