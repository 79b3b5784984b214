public import Diagnostics

/// One value of a YAML document, with the bytes that it was read from.
public struct Node: Sendable, Hashable {
  /// What a node holds; aliases are already replaced by what they name.
  public enum Content: Sendable, Hashable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping([Entry])
  }

  public let content: Content
  /// The value's own bytes: quotes and block indicators included, trailing comments and line breaks
  /// not. A value that came by an alias has the range of what the alias names.
  public let range: SourceRange
  /// The bytes of the alias (`*name`) that brought this value here, when one did.
  public let alias: SourceRange?

  public init(_ content: Content, range: SourceRange, alias: SourceRange? = nil) {
    self.content = content
    self.range = range
    self.alias = alias
  }
}

/// One key and its value, in the order of the file.
public struct Entry: Sendable, Hashable {
  public let key: String
  public let keyRange: SourceRange
  public let value: Node

  public init(key: String, keyRange: SourceRange, value: Node) {
    self.key = key
    self.keyRange = keyRange
    self.value = value
  }
}

/// Text as YAML holds it: what it says, and how it was written.
public struct Scalar: Sendable, Hashable {
  public enum Style: Sendable, Hashable {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  public let text: String
  public let style: Style

  public init(_ text: String, style: Style) {
    self.text = text
    self.style = style
  }
}

/// One document of a file.
public struct Document: Sendable, Hashable {
  /// Nil for a document that holds nothing but comments.
  public let root: Node?
  /// From the first to the last byte of its content.
  public let range: SourceRange

  public init(root: Node?, range: SourceRange) {
    self.root = root
    self.range = range
  }
}
