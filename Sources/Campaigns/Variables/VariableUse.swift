public import Diagnostics

/// One `${name}` in a file.
public struct VariableUse: Sendable, Hashable {
  public let name: String
  /// The bytes from `$` to `}`, or of the whole value where escapes hide them.
  public let range: SourceRange
  /// What the variable's value must begin with, where it begins something; nil elsewhere.
  let beginning: Beginning?

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
