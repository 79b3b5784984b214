internal import Diagnostics
internal import Planning

extension Checker {
  /// Notes the variables of a text, and checks how they are written.
  mutating func checkVariables(
    _ text: String, writtenAt range: SourceRange, beginning: VariableUse.Beginning? = nil
  ) {
    for piece in VariableScan.pieces(in: text) {
      switch piece {
      case .variable(let name, let part):
        variables.append(
          VariableUse(
            name: name, text: text, part: part, written: range,
            beginning: part.lowerBound == 0 ? beginning : nil))
      case .escape: break
      case .malformed(let part):
        report(
          .invalidVariable, "this `${` begins no variable",
          at: file.place(of: part, in: text, writtenAt: range),
          help: [
            "write `${name}`, with a name of letters, digits and `_`",
            "write `$${` where people are to read `${`",
          ])
      }
    }
  }

  /// Checks what is filled when the message is shown.
  mutating func checkPlaceholders(_ text: String, writtenAt range: SourceRange) {
    for piece in PlaceholderScan.pieces(in: text) {
      switch piece {
      case .placeholder(let placeholder):
        if placeholder.fallback == nil {
          report(
            .missingFallback, MissingFallback.problem(of: placeholder.name),
            at: file.place(of: placeholder.range, in: text, writtenAt: range),
            help: [MissingFallback.help(for: placeholder.name)])
        }
      case .malformed(let problem, let part):
        report(
          .invalidPlaceholder, problem, at: file.place(of: part, in: text, writtenAt: range),
          help: [
            "write `{{first_name | fallback: \"there\"}}`",
            "write `{{{{` where people are to read `{{`",
          ])
      }
    }
  }
}

extension SourceFile {
  /// The bytes of the file from which a part of a scalar's text was read.
  ///
  /// The part is looked for as it is spelt: the third `${x}` of the text is the third of the bytes,
  /// whatever quotes, indents and folds lie between. Where escapes spoil that, the whole scalar is
  /// meant.
  func place(
    of part: Range<Int>, in text: String, writtenAt range: SourceRange
  ) -> SourceRange {
    let characters = Array(text.utf8)
    let word = characters[part]
    let inText = Self.occurrences(of: word, in: characters[...])
    let inFile = Self.occurrences(of: word, in: bytes[range.start..<min(range.end, bytes.count)])
    guard inText.count == inFile.count, let which = inText.firstIndex(of: part.lowerBound) else {
      return range
    }
    return SourceRange(inFile[which], inFile[which] + part.count)
  }

  private static func occurrences(
    of word: ArraySlice<UInt8>, in bytes: ArraySlice<UInt8>
  ) -> [Int] {
    guard let first = word.first else { return [] }
    var found: [Int] = []
    var index = bytes.startIndex
    while index + word.count <= bytes.endIndex {
      if bytes[index] == first, bytes[index...].starts(with: word) {
        found.append(index)
        index += word.count
      } else {
        index += 1
      }
    }
    return found
  }
}
