internal import Audiences
internal import Diagnostics

/// How one kind of text is written.
final class TextForm: Sendable {
  /// What herald does with the text.
  enum Filling: Sendable {
    /// Nothing: it stands as it is written.
    case none
    /// `${name}` is filled.
    case variables
    /// `${name}` is filled, and `{{name}}` is for the message as it is shown.
    case copy
  }

  /// With its article: `a URL`.
  let noun: String
  /// The same as `accepts`, as far as a regular expression can say it (ECMA-262).
  let pattern: String?
  let filling: Filling
  let kind: DiagnosticKind
  /// True where people put a token by mistake, which must then not be shown.
  let isSensitive: Bool
  /// What to write, a sentence.
  let help: String
  /// The longest, in Unicode scalars.
  let longest: Int
  /// What a variable at its start must begin.
  let beginning: VariableUse.Beginning?
  private let test: @Sendable (String, TextTraits) -> Bool

  init(
    _ noun: String, pattern: String? = nil, filling: Filling = .none, longest: Int = 10_000,
    kind: DiagnosticKind = .invalidValue, isSensitive: Bool = false, help: String = "",
    beginning: VariableUse.Beginning? = nil, test: @escaping @Sendable (String, TextTraits) -> Bool
  ) {
    self.noun = noun
    self.pattern = pattern
    self.filling = filling
    self.longest = longest
    self.kind = kind
    self.isSensitive = isSensitive
    self.help = help
    self.beginning = beginning
    self.test = test
  }

  func accepts(_ text: String) -> Bool { test(text, TextTraits(text)) }

  /// The same, for a text whose traits are known already.
  func accepts(_ text: String, _ traits: TextTraits) -> Bool { test(text, traits) }
}

extension TextForm {
  /// A character that is neither a space nor a control character.
  static let blankless = #"[^\u0000-\u0020\u007F]"#
  private static let inCopy = #"[^\u0000-\u0008\u000B-\u001F\u007F]"#
  private static let inLine = #"[^\u0000-\u001F\u007F]"#
  private static let inAddress = #"[^\u0000-\u0020\u007F@]"#

  /// What people read: any text that is not blank, without control characters but line breaks and
  /// tabs.
  static let copy = TextForm(
    "text that people can read", pattern: "^\(inCopy)*\(blankless)\(inCopy)*$", filling: .copy,
    longest: 20_000, help: "write what people are to read, without control characters"
  ) { _, traits in
    !traits.isBlank && !traits.hasControl
  }

  /// One line, not blank, as the name of an event or a tag.
  static let line = TextForm(
    "one line of text", pattern: "^\(inLine)*\(blankless)\(inLine)*$", longest: 255,
    help: "write it on one line"
  ) { _, traits in
    !traits.isBlank && !traits.hasControl && !traits.hasBreak
  }

  /// The same, with variables.
  static let filledLine = TextForm(
    "one line of text", pattern: line.pattern, filling: .variables, longest: 1_000,
    help: line.help, test: line.test)

  /// A campaign's, audience's, environment's or step's name.
  static let key = TextForm(
    "a key", pattern: "^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$", longest: 64, kind: .invalidKey,
    help: "use 2 to 64 lower case letters, digits and `-`, as `csv-export-launch`; "
      + "begin and end with a letter or a digit"
  ) { text, _ in
    let bytes = text.utf8
    guard (2...64).contains(bytes.count), bytes.first != Byte.hyphen, bytes.last != Byte.hyphen
    else { return false }
    return bytes.allSatisfy { Byte.isLowercase($0) || Byte.isDigit($0) || $0 == Byte.hyphen }
  }

  /// The name of a bot's step.
  static let stepName = TextForm(
    "the name of a step", pattern: "^[A-Za-z0-9_-]{1,64}$", longest: 64, kind: .invalidKey,
    help: "use at most 64 letters, digits, `-` and `_`"
  ) { text, _ in
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { Byte.isNamePart($0) || $0 == Byte.hyphen }
  }

  /// The name of a variable.
  static let variableName = TextForm(
    "the name of a variable", pattern: "^[A-Za-z_][A-Za-z0-9_]{0,63}$", longest: 64,
    kind: .invalidKey, help: "use at most 64 letters, digits and `_`, as `app_url`"
  ) { text, _ in
    guard let first = text.utf8.first, (1...64).contains(text.utf8.count) else { return false }
    return !Byte.isDigit(first) && text.utf8.allSatisfy(Byte.isNamePart)
  }

  /// An admin of the workspace.
  static let sender = TextForm(
    "an e-mail address or an id",
    pattern: "^(?:\(inAddress)+@\(inAddress)+|[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]*)$", longest: 254,
    help: "write the e-mail address of a workspace admin, as `ana@acme.test`, or the admin's id"
  ) { text, _ in
    SenderText.read(text) != nil
  }

  /// `14 days`.
  static let span = TextForm(
    "a length of time", pattern: Patterns.span(),
    help: "write a number and a unit, as `14 days`, `30 minutes` or `8s`"
  ) { text, _ in
    SpanText.read(text) != nil
  }

  /// `8s`, at most an hour.
  static let delay = TextForm(
    "a delay of at most an hour", pattern: Patterns.span(upTo: 3_600),
    help: "write the time after the page has loaded, from `1s` to `60 minutes`, as `8s`"
  ) { text, _ in
    guard let span = SpanText.read(text) else { return false }
    return (1...3_600).contains(span.seconds)
  }

  /// `2026-12-01` or `2026-12-01 09:00`.
  static let time = TextForm(
    "a date",
    pattern: "^\(Patterns.day)(?: \(Patterns.minute))?$", kind: .invalidDate,
    help: "write a day that exists, as `2026-12-01`, or a minute of it, as `2026-12-01 09:00`"
  ) { text, _ in
    WrittenTime(text) != nil
  }

  /// An IANA name; whether it exists is asked when all files are there.
  static let timeZone = TextForm(
    "the name of a time zone", pattern: ZoneName.pattern, longest: 64, kind: .unknownTimeZone,
    help: "write an IANA name, as `America/New_York`, or `UTC`; an abbreviation as `EST` "
      + "does not say when the clocks change"
  ) { text, _ in
    ZoneName.isWellFormed(text)
  }

  /// `25%`.
  static let percentage = TextForm(
    "a percentage", pattern: "^(?:100|[0-9]{1,2})%$",
    help: "write a whole number of percent from `0%` to `100%`, as `25%`"
  ) { text, _ in
    PercentText.read(text) != nil
  }

  /// `2 per 7 days`.
  static let rate = TextForm(
    "a rate", pattern: "^[1-9][0-9]{0,3} per [1-9][0-9]{0,2} days?$",
    help: "write how many messages in how many days, as `2 per 7 days`"
  ) { text, _ in
    RateText.read(text) != nil
  }
}
