import Diagnostics

// What is said of each problem, all in one place.
extension YAMLDiagnostics {
  static func tooLarge(_ file: SourceFile, limit: Int) -> Diagnostic {
    Diagnostic(
      textTooLarge, "the file has \(file.bytes.count) bytes; at most \(limit) are read",
      at: Label(file, SourceRange(0, 0)))
  }

  static func foreignEncoding(_ file: SourceFile, name: String, mark: [UInt8]) -> Diagnostic {
    Diagnostic(
      notUTF8, "the file is \(name), not UTF-8",
      at: Label(file, SourceRange(0, mark.count), "the byte order mark of \(name)"),
      help: ["save the file with the encoding UTF-8"])
  }

  static func invalidUTF8(_ file: SourceFile, at offset: Int) -> Diagnostic {
    let byte = file.bytes[offset]
    let name = "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    var help = ["save the file with the encoding UTF-8"]
    if let meant = oldLetter(byte), !file.bytes.contains(0) {
      help.insert("in the old encoding Windows-1252 it would be `\(meant)`", at: 0)
    }
    return Diagnostic(
      notUTF8, "the byte \(name) is not UTF-8 text",
      at: Label(file, SourceRange(offset, offset + 1)), help: help)
  }

  static func forbidden(_ file: SourceFile) -> Diagnostic? {
    guard let (range, scalar) = firstForbiddenCharacter(in: file) else { return nil }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return scalar.value == 0
      ? Diagnostic(
        controlCharacter, "the file holds a NUL character", at: Label(file, range),
        help: ["is it a text file in UTF-8? UTF-16 and binary files have such characters"])
      : Diagnostic(
        controlCharacter, "the file holds the invisible character \(name)", at: Label(file, range),
        help: ["delete it, or write it as an escape in double quotes"])
  }

  static func duplicateKey(
    _ file: SourceFile, _ key: String, at range: SourceRange, first: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      duplicateKey, "the key `\(key)` stands twice in this mapping", at: Label(file, range),
      also: [Label(file, first, "it stands here first")], help: ["delete one of the two"])
  }

  static func keyNotText(_ file: SourceFile, at range: SourceRange) -> Diagnostic {
    let start = range.start
    if start > 0, file.bytes[start] == UInt8(ascii: "{"),
      file.bytes[start - 1] == UInt8(ascii: "{")
    {
      return Diagnostic(
        keyNotText, "a text that begins with `{{` needs quotes",
        at: Label(file, SourceRange(start - 1, range.end)), help: ["put the value in quotes"],
        fix: file.quoting(from: start - 1))
    }
    return Diagnostic(
      keyNotText, "a key must be text", at: Label(file, range, "a list or a mapping as a key"),
      help: ["put a value that begins with `{` or `[` in quotes where it is text"])
  }

  static func keyMissing(_ file: SourceFile, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      keyNotText, "there is no key before the `:`", at: Label(file, range),
      help: ["write the key, or put the value in quotes where it is text"])
  }

  static func mergeKey(_ file: SourceFile, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      mergeKey, "`<<` does not merge in YAML 1.2", at: Label(file, range),
      help: ["write the keys out, or give the whole value by an alias, as `key: *name`"])
  }

  static func explicitTag(_ file: SourceFile, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      explicitTag, "the tag `\(file.text(in: range))` is not allowed", at: Label(file, range),
      help: ["delete it, or put the value in quotes where `!` belongs to the text"])
  }

  static func directive(_ file: SourceFile, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      yamlDirective, "the directive `\(file.text(in: range))` is not allowed",
      at: Label(file, range), help: ["delete the line; only `%YAML 1.2` may stand here"])
  }

  static func undefinedAlias(
    _ file: SourceFile, _ name: String, at range: SourceRange, known: [String]
  ) -> Diagnostic {
    let meant = suggestion(for: name, among: known)
    return Diagnostic(
      undefinedAlias, "no `&\(name)` stands before `*\(name)`", at: Label(file, range),
      help: (meant.map { ["did you mean `*\($0)`?"] } ?? [])
        + ["put the value in quotes where `*` belongs to the text"],
      fix: meant.map { Fix("write `*\($0)`", replacing: range, with: "*\($0)") })
  }

  static func recursiveAlias(
    _ file: SourceFile, _ name: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      recursiveAlias, "`*\(name)` stands inside the value that it names", at: Label(file, range),
      help: ["give the value in full here"])
  }

  static func tooManyNodes(_ file: SourceFile, limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      aliasExpansion, "the file holds more than \(limit) values, aliases written out",
      at: Label(file, range, "the bound is passed here"), help: ["split the file"])
  }

  static func tooDeep(_ file: SourceFile, limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      tooDeep, "lists and mappings lie more than \(limit) deep inside one another",
      at: Label(file, range))
  }

  static func tooManyProblems(_ file: SourceFile, limit: Int, at offset: Int) -> Diagnostic {
    Diagnostic(
      tooManyProblems, "the file has \(limit) problems or more; it was not read further",
      at: Label(file, SourceRange(offset, offset)))
  }

  /// What a byte above ASCII means in Windows-1252, where that is likely to be meant.
  private static func oldLetter(_ byte: UInt8) -> Character? {
    if byte >= 0xA0 { return Character(Unicode.Scalar(byte)) }
    return oldPunctuation[byte]
  }

  private static let oldPunctuation: [UInt8: Character] = [
    0x80: "€", 0x84: "„", 0x85: "…", 0x8A: "Š", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“",
    0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—", 0x99: "™", 0x9A: "š", 0x9E: "ž",
  ]
}
