internal import Planning

/// What a value of a file may be.
///
/// This is the one description of the format: files are checked by walking it beside their nodes,
/// unknown keys are suggested from it, and the JSON Schemas are written from it.
indirect enum Shape: Sendable {
  case text(TextForm)
  case choice([Choice])
  case boolean
  /// `true` and nothing else: left out is the other answer.
  case affirmation
  case integer(ClosedRange<Int>)
  /// Of a set, no value may be listed twice.
  case list(of: Shape, count: ClosedRange<Int>, isSet: Bool = false)
  case mapping(MappingShape)
  case named(NamedShape)
  /// The first whose kind of node is there; all of them together are the noun.
  case either([Shape], noun: String)
  /// An audience rule, or the name of an audience document.
  case rule

  /// One of several words.
  struct Choice: Sendable {
    let word: String
    let description: String

    init(_ word: String, _ description: String) {
      self.word = word
      self.description = description
    }
  }
}

/// A mapping whose keys are known.
///
/// A class, as `TextForm` and `NamedShape` are: shapes are walked for every value of every file, and
/// one reference is passed on faster than ten fields.
final class MappingShape: Sendable {
  /// What it is, for messages: `a campaign`, or `copy`.
  let title: String
  let keys: [Key]
  /// The keys' names again: looked through for every key of every file.
  let names: [String]
  /// Keys of which there must be one and no second; may be empty.
  let exactlyOneOf: [String]
  /// What one of its values means for other keys.
  let variants: [Variant]
  /// What cannot be said key by key; called when its own keys are in order.
  let rule: MappingRule?

  init(
    _ title: String, exactlyOneOf: [String] = [], variants: [Variant] = [],
    rule: MappingRule? = nil, _ keys: [Key]
  ) {
    self.title = title
    self.keys = keys
    self.exactlyOneOf = exactlyOneOf
    self.variants = variants
    self.rule = rule
    names = keys.map(\.name)
    precondition(keys.count <= 64, "the keys that were seen are kept in 64 bits")
  }

  /// One key and what may stand under it.
  struct Key: Sendable {
    let name: String
    let shape: Shape
    let presence: Presence
    /// The formats in which it may stand.
    let formats: FormatSet
    /// What it is for, in a sentence or two, as editors show it.
    let description: String

    init(
      _ name: String, _ shape: Shape, in formats: FormatSet = .all, _ description: String
    ) {
      self.init(name, shape, .optional, in: formats, description)
    }

    init(
      _ name: String, _ shape: Shape, _ presence: Presence, in formats: FormatSet = .all,
      _ description: String
    ) {
      self.name = name
      self.shape = shape
      self.presence = presence
      self.formats = formats
      self.description = description
    }
  }

  /// What the value of one key asks of the others.
  struct Variant: Sendable {
    let key: String
    let value: String
    var requires: [String] = []
    var requiresOneOf: [String] = []
    var forbids: [String] = []
  }

  enum Presence: Sendable {
    case optional
    case required
    /// Required by those of its formats alone.
    case requiredIn(FormatSet)
  }
}

/// A mapping whose keys the author chooses, as the steps of a bot.
final class NamedShape: Sendable {
  /// What a name is one of: `step`.
  let noun: String
  let name: TextForm
  let value: Shape
  let count: ClosedRange<Int>

  init(noun: String, name: TextForm, value: Shape, count: ClosedRange<Int>) {
    self.noun = noun
    self.name = name
    self.value = value
    self.count = count
  }
}

/// A set of formats.
struct FormatSet: OptionSet, Sendable {
  let rawValue: UInt8

  static let chat = FormatSet(.chat)
  static let post = FormatSet(.post)
  static let tooltip = FormatSet(.tooltip)
  static let bot = FormatSet(.bot)
  static let all: FormatSet = [.chat, .post, .tooltip, .bot]
  /// Those with a text of their own.
  static let withCopy: FormatSet = [.chat, .post, .tooltip]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ format: Format) {
    switch format {
    case .chat: rawValue = 1
    case .post: rawValue = 2
    case .tooltip: rawValue = 4
    case .bot: rawValue = 8
    }
  }

  /// In the order of the table of formats.
  var formats: [Format] { Format.allCases.filter { contains(FormatSet($0)) } }
}
