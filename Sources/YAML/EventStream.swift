import CLibYAML

/// libyaml's parser over bytes that outlive it, one event at a time.
struct EventStream: ~Copyable {
  private let reader: UnsafeMutablePointer<herald_yaml_reader>
  private let isOpen: Bool

  init(_ input: UnsafeBufferPointer<UInt8>) {
    reader = .allocate(capacity: 1)
    isOpen = herald_yaml_open(reader, input.baseAddress, input.count)
    precondition(isOpen, "libyaml found no memory for a parser")
  }

  deinit {
    herald_yaml_close(reader)
    reader.deallocate()
  }

  /// Steps to the next event; false at an error, after which it must not be called again.
  mutating func advance() -> Bool { herald_yaml_next(reader) }

  var kind: herald_yaml_kind { reader.pointee.kind }
  /// In Unicode scalars, as the end is.
  var start: Int { reader.pointee.start }
  var end: Int { reader.pointee.end }
  var isFlow: Bool { reader.pointee.is_flow }
  var hasTag: Bool { reader.pointee.tag != nil }
  var hasAnchor: Bool { reader.pointee.anchor != nil }
  var hasTagDirectives: Bool { reader.pointee.has_tag_directives }
  /// The document's `%YAML` version, or zeros.
  var version: (major: Int, minor: Int) {
    (Int(reader.pointee.major), Int(reader.pointee.minor))
  }

  /// A scalar's value or an alias's name.
  var text: String {
    String(
      decoding: UnsafeBufferPointer(start: reader.pointee.text, count: reader.pointee.length),
      as: UTF8.self)
  }

  var textLength: Int { reader.pointee.length }

  var anchor: String? {
    reader.pointee.anchor.map { String(cString: $0) }
  }

  var style: Scalar.Style {
    switch reader.pointee.style {
    case .plain: .plain
    case .single_quoted: .singleQuoted
    case .double_quoted: .doubleQuoted
    case .literal: .literal
    case .folded: .folded
    }
  }

  /// What libyaml says after `advance` returned false.
  var failure: Failure {
    let parser = reader.pointee.parser
    let cause: Failure.Cause =
      switch parser.error {
      case YAML_READER_ERROR: .input
      case YAML_MEMORY_ERROR: .memory
      default: .syntax
      }
    return Failure(
      cause: cause,
      problem: parser.problem.map { String(cString: $0) } ?? "",
      context: parser.context.map { String(cString: $0) } ?? "",
      place: parser.problem_mark.index,
      contextPlace: parser.context == nil ? nil : parser.context_mark.index)
  }

  struct Failure {
    enum Cause {
      case input, memory, syntax
    }

    let cause: Cause
    let problem: String
    let context: String
    /// In Unicode scalars.
    let place: Int
    let contextPlace: Int?
  }
}
