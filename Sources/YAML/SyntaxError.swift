import Diagnostics

/// Says in the words of somebody who writes campaigns what libyaml says in those of its scanner.
struct SyntaxError {
  private let file: SourceFile
  private let failure: EventStream.Failure
  private let place: Int
  private let contextPlace: Int?

  /// Places are byte offsets.
  init(_ file: SourceFile, _ failure: EventStream.Failure, at place: Int, in contextPlace: Int?) {
    self.file = file
    self.failure = failure
    self.place = place
    self.contextPlace = contextPlace
  }

  var diagnostic: Diagnostic {
    switch failure.cause {
    case .input:
      return YAMLDiagnostics.forbidden(file) ?? unexplained
    case .memory:
      return Diagnostic(
        YAMLDiagnostics.yamlSyntax, "there is no memory to read the file further", at: here)
    case .syntax:
      return tab ?? explained ?? unexplained
    }
  }

  /// libyaml's own words, for what has no better ones.
  private var unexplained: Diagnostic {
    let words = failure.context.isEmpty ? failure.problem : "\(failure.problem) \(failure.context)"
    return Diagnostic(
      YAMLDiagnostics.yamlSyntax, words, at: here, also: context("while reading this"))
  }

  private var explained: Diagnostic? {
    switch failure.problem {
    case "found character that cannot start any token",
      "did not find expected alphabetic or numeric character":
      reserved
    case "mapping values are not allowed in this context":
      valueInValue
    case "could not find expected ':'":
      keyWithoutColon
    case "found unexpected end of stream", "found unexpected document indicator":
      openQuote
    case "did not find expected ',' or ']'":
      openBracket("[", closing: "]", called: "list")
    case "did not find expected ',' or '}'":
      openBracket("{", closing: "}", called: "mapping")
    case "did not find expected key", "did not find expected '-' indicator",
      "did not find expected <document start>":
      misplacedLine
    case "block sequence entries are not allowed in this context":
      misplacedList
    case "did not find expected comment or line break":
      textAfterBlockIndicator
    case "did not find expected node content":
      missingContent
    case "mapping keys are not allowed in this context":
      Diagnostic(
        YAMLDiagnostics.reservedCharacter, "a value cannot begin with `? `", at: here,
        help: ["put the value in quotes"])
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      escape
    case "found undefined tag handle":
      tag
    case "found unexpected ':'":
      Diagnostic(
        YAMLDiagnostics.nestedValue, "a `:` cannot stand here without quotes", at: here,
        help: ["put the value in quotes"])
    default:
      failure.context.contains("directive")
        ? directive : failure.context.contains("tag") ? tag : nil
    }
  }
}

// One for each way to say it.
extension SyntaxError {
  /// A tab in the indentation is the cause, whatever libyaml stumbles over.
  private var tab: Diagnostic? {
    let line = file.lineRange(at: place)
    let indentation = file.bytes[line.start..<line.end].prefix { $0 == 0x20 || $0 == 0x09 }
    guard place <= indentation.endIndex, let first = indentation.firstIndex(of: 0x09) else {
      return nil
    }
    guard failure.context != "while scanning a quoted scalar" else { return nil }
    let end = indentation[first...].firstIndex { $0 != 0x09 } ?? indentation.endIndex
    let range = SourceRange(first, end)
    return Diagnostic(
      YAMLDiagnostics.tabIndentation, "the line is indented with a tab", at: Label(file, range),
      help: ["indent with spaces"],
      fix: Fix(
        "indent with spaces", replacing: range,
        with: String(repeating: "  ", count: end - first)))
  }

  private var reserved: Diagnostic {
    let start =
      failure.context.contains("alias") || failure.context.contains("anchor")
      ? contextPlace ?? place : place
    let character = character(at: start)
    guard character != "\t" else {
      return Diagnostic(
        YAMLDiagnostics.tabIndentation, "a tab cannot stand here", at: label(from: start),
        help: ["use spaces"])
    }
    let name = character == "`" ? "a backtick" : "`\(character)`"
    return Diagnostic(
      YAMLDiagnostics.reservedCharacter, "a value without quotes cannot begin with \(name)",
      at: label(from: start), help: ["put the value in quotes"],
      fix: file.quoting(from: start))
  }

  private var valueInValue: Diagnostic {
    let line = file.lineRange(at: place)
    let before = Array(file.bytes[line.start..<min(place, line.end)])
    guard let colon = firstColon(in: before) else { return keyInValue(line) }
    var start = line.start + colon + 1
    while start < place, file.bytes[start] == 0x20 { start += 1 }
    return Diagnostic(
      YAMLDiagnostics.nestedValue, "the value holds a second `: `, and has no quotes",
      at: here, help: ["put the value in quotes"],
      fix: file.quoting(from: start))
  }

  /// The line continues a value that began on a line above, and then has a `:`.
  private func keyInValue(_ line: SourceRange) -> Diagnostic {
    let above = file.lineRange(at: max(line.start - 1, 0))
    let key = trimmed(line)
    let text = trimmed(above)
    if above.start < line.start, text.start - above.start == key.start - line.start,
      !file.bytes[text.start..<text.end].contains(UInt8(ascii: ":"))
    {
      return withoutColon(text)
    }
    return Diagnostic(
      YAMLDiagnostics.badIndentation, "a key cannot stand here: the line above has a value already",
      at: Label(file, key),
      help: ["indent the line like the keys it belongs to, or put a longer text in quotes"])
  }

  private var keyWithoutColon: Diagnostic {
    let start = contextPlace ?? place
    return withoutColon(trimmed(SourceRange(start, max(start, file.lineRange(at: start).end))))
  }

  private func withoutColon(_ text: SourceRange) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.missingColon, "there is no `:` after this key", at: Label(file, text),
      help: ["write `key: value`, or indent the line where it continues the text above"])
  }

  private var openQuote: Diagnostic {
    let start = contextPlace ?? place
    return Diagnostic(
      YAMLDiagnostics.unclosedQuote, "the quote that begins here has no end",
      at: label(from: start),
      help: ["close it with `\(character(at: start))`"])
  }

  private func openBracket(_ open: String, closing: String, called name: String) -> Diagnostic {
    let help = "close the \(name) with `\(closing)`, or put a text that holds `,` or `: ` in quotes"
    let start = contextPlace ?? place
    let isNextKey =
      character(at: place) == ":" && file.lineRange(at: place) != file.lineRange(at: start)
    if place >= file.bytes.count || isNextKey {
      return Diagnostic(
        YAMLDiagnostics.unclosedBracket, "the \(name) that begins here is not closed",
        at: label(from: start),
        also: isNextKey ? [Label(file, here.range, "a key begins here")] : [],
        help: [help])
    }
    return Diagnostic(
      YAMLDiagnostics.unclosedBracket, "a `,` or the closing `\(closing)` is missing before this",
      at: here, also: context("the \(name) begins here"), help: [help])
  }

  private var misplacedLine: Diagnostic {
    let line = file.lineRange(at: place)
    let text = trimmed(line)
    guard place <= text.start else { return moreText }
    if character(at: text.start) == ":" {
      return YAMLDiagnostics.keyMissing(file, at: SourceRange(text.start, text.start + 1))
    }
    return Diagnostic(
      YAMLDiagnostics.badIndentation, "the line is not indented like those it belongs to",
      at: Label(file, text), also: context("these begin in another column"),
      help: ["begin what belongs together in the same column"])
  }

  private var moreText: Diagnostic {
    var before = place
    while before > 0, file.bytes[before - 1] == 0x20 { before -= 1 }
    switch character(at: place) {
    case "]", "}":
      return Diagnostic(
        YAMLDiagnostics.unclosedBracket, "this `\(character(at: place))` closes nothing", at: here,
        help: ["delete it, or put the value in quotes"])
    case _ where before > 0 && file.bytes[before - 1] == UInt8(ascii: "'"):
      return Diagnostic(
        YAMLDiagnostics.unclosedQuote, "the quoted text ends before this", at: here,
        help: ["write an apostrophe inside single quotes twice (`''`), or use double quotes"])
    case _ where before > 0 && file.bytes[before - 1] == UInt8(ascii: "\""):
      return Diagnostic(
        YAMLDiagnostics.unclosedQuote, "the quoted text ends before this", at: here,
        help: ["write a double quote inside double quotes as `\\\"`, or use single quotes"])
    default:
      return Diagnostic(
        YAMLDiagnostics.yamlSyntax, "there is more text after the value", at: here,
        help: ["put the whole value in one pair of quotes, or delete what follows it"])
    }
  }

  private var misplacedList: Diagnostic {
    Diagnostic(
      YAMLDiagnostics.yamlSyntax, "a list cannot begin on the line of its key",
      at: label(from: place),
      help: ["begin the list on the next line, or put the value in quotes where it is text"])
  }

  private var textAfterBlockIndicator: Diagnostic {
    let start = contextPlace ?? place
    let character = character(at: start)
    return Diagnostic(
      YAMLDiagnostics.reservedCharacter, "after `\(character)` the text begins on the next line",
      at: label(from: start),
      help: [
        "begin the text on the next line, or put it in quotes where it begins with `\(character)`"
      ],
      fix: file.quoting(from: start))
  }

  private var missingContent: Diagnostic {
    let character = character(at: place)
    let message =
      place < file.bytes.count
      ? "a value is missing before `\(character)`" : "a value is missing at the end of the file"
    return Diagnostic(
      YAMLDiagnostics.yamlSyntax, message, at: label(from: place),
      also: context("in what begins here"),
      help: ["write the value, or put a text that begins with `\(character)` in quotes"])
  }

  private var escape: Diagnostic {
    // libyaml marks the backslash or what follows the letter after it.
    var start = place
    while start > 0, start > place - 2, character(at: start) != "\\" { start -= 1 }
    var end = max(place, characterEnd(from: start + 1))
    while end < file.bytes.count, end < start + 10,
      Character(Unicode.Scalar(file.bytes[end])).isHexDigit, end > start + 1,
      "xuU".utf8.contains(file.bytes[start + 1])
    {
      end += 1
    }
    let range = SourceRange(start, end)
    return Diagnostic(
      YAMLDiagnostics.unknownEscape, "`\(file.text(in: range))` is no escape that YAML knows",
      at: Label(file, range), also: context("in the text that begins here"),
      help: ["write `\\\\` for a backslash, or use single quotes"])
  }

  private var directive: Diagnostic {
    let line = trimmed(file.lineRange(at: contextPlace ?? place))
    return YAMLDiagnostics.directive(file, at: line)
  }

  private var tag: Diagnostic {
    let start = contextPlace ?? place
    let line = file.lineRange(at: start)
    let end = file.bytes[start..<max(start, line.end)].firstIndex { $0 == 0x20 || $0 == 0x09 }
    return YAMLDiagnostics.explicitTag(file, at: SourceRange(start, end ?? max(start, line.end)))
  }
}

// Places.
extension SyntaxError {
  /// The character that libyaml stopped at; at the end of the file an empty range.
  private var here: Label { label(from: place) }

  private func label(from start: Int) -> Label {
    Label(file, SourceRange(min(start, file.bytes.count), characterEnd(from: start)))
  }

  private func context(_ text: String) -> [Label] {
    guard let contextPlace, contextPlace < place else { return [] }
    return [Label(file, SourceRange(contextPlace, characterEnd(from: contextPlace)), text)]
  }

  private func character(at offset: Int) -> String {
    file.text(in: SourceRange(min(offset, file.bytes.count), characterEnd(from: offset)))
  }

  private func characterEnd(from start: Int) -> Int {
    guard start < file.bytes.count else { return file.bytes.count }
    var end = start + 1
    while end < file.bytes.count, file.bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  private func trimmed(_ range: SourceRange) -> SourceRange { file.trimmed(range) }

  private func firstColon(in line: [UInt8]) -> Int? {
    line.indices.dropLast().first { line[$0] == UInt8(ascii: ":") && line[$0 + 1] == 0x20 }
  }
}
