import Diagnostics

/// A value to be written, and how it should look.
public struct YAMLValue: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    /// A scalar with the style plain is written plain wherever the syntax allows; any other style
    /// means text, in whatever style suits it.
    case scalar(Scalar)
    case sequence([YAMLValue])
    /// Keys must differ.
    case mapping([Pair])
  }

  /// One key and its value.
  public struct Pair: Sendable, Hashable {
    public let key: String
    public let value: YAMLValue

    public init(_ key: String, _ value: YAMLValue) {
      self.key = key
      self.value = value
    }
  }

  public let content: Content
  /// A collection to be written on one line, in brackets or braces, where it fits.
  public var isFlow = false
  /// Written above the key or the item, one `#` a line; empty for none.
  public var comment = ""

  public init(_ content: Content) {
    self.content = content
  }

  /// A value as it was read, with aliases written out.
  public init(_ node: Node) {
    switch node.content {
    case .scalar(let scalar): self.init(.scalar(scalar))
    case .sequence(let items): self.init(.sequence(items.map(YAMLValue.init)))
    case .mapping(let entries):
      self.init(.mapping(entries.map { Pair($0.key, YAMLValue($0.value)) }))
    }
  }

  /// Text, quoted where it would otherwise mean something else to any reader of YAML.
  public static func text(_ text: String) -> Self {
    Self(.scalar(Scalar(text, style: .doubleQuoted)))
  }

  /// A word as a person would type it: a date, a duration, a number; quoted only where the syntax
  /// asks for it.
  public static func plain(_ text: String) -> Self { Self(.scalar(Scalar(text, style: .plain))) }

  public static func integer(_ number: Int64) -> Self { plain(String(number)) }
  public static func boolean(_ flag: Bool) -> Self { plain(flag ? "true" : "false") }
  public static let null = plain("null")

  public static func sequence(_ items: [YAMLValue], flow: Bool = false) -> Self {
    var value = Self(.sequence(items))
    value.isFlow = flow
    return value
  }

  public static func mapping(_ pairs: [Pair], flow: Bool = false) -> Self {
    var value = Self(.mapping(pairs))
    value.isFlow = flow
    return value
  }

  /// The same value with a comment above it.
  public func commented(_ comment: String) -> Self {
    var value = self
    value.comment = comment
    return value
  }
}

extension YAMLValue: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = .text(text) }
}

extension Node {
  /// Text that was not read from a file.
  public static func text(_ text: String) -> Node {
    Node(.scalar(Scalar(text, style: .doubleQuoted)), range: SourceRange(0, 0))
  }

  /// A plain scalar that was not read from a file.
  public static func plain(_ text: String) -> Node {
    Node(.scalar(Scalar(text, style: .plain)), range: SourceRange(0, 0))
  }

  /// A sequence that was not read from a file.
  public static func sequence(_ items: [Node]) -> Node {
    Node(.sequence(items), range: SourceRange(0, 0))
  }

  /// A mapping that was not read from a file; keys must differ.
  public static func mapping(_ pairs: KeyValuePairs<String, Node>) -> Node {
    Node(
      .mapping(
        pairs.map { Entry(key: $0.key, keyRange: SourceRange(0, 0), value: $0.value) }),
      range: SourceRange(0, 0))
  }

  /// Whether two nodes say the same, wherever and however they were written: text byte for byte,
  /// other scalars by what they mean.
  public func saysTheSame(as other: Node) -> Bool {
    switch (content, other.content) {
    case (.scalar(let left), .scalar(let right)):
      left.saysTheSame(as: right)
    case (.sequence(let left), .sequence(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.saysTheSame(as: $1) }
    case (.mapping(let left), .mapping(let right)):
      left.count == right.count
        && zip(left, right).allSatisfy {
          $0.key.utf8.elementsEqual($1.key.utf8) && $0.value.saysTheSame(as: $1.value)
        }
    case (.scalar, _), (.sequence, _), (.mapping, _):
      false
    }
  }
}

extension Scalar {
  /// Whether two scalars say the same; text is compared byte for byte, and `.nan` is itself.
  public func saysTheSame(as other: Scalar) -> Bool {
    switch (resolved, other.resolved) {
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    case (.float(let left), .float(let right)): left == right || left.isNaN && right.isNaN
    case (let left, let right): left == right
    }
  }
}
