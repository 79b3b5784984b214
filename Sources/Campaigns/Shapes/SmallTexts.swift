internal import Audiences
internal import Planning

/// Who sends: `ana@acme.test`, or an id.
enum SenderText {
  /// Nil when it is neither an address nor an id; an id has a digit, so that a person's name is
  /// not taken for one.
  static func read(_ text: String) -> Sender? {
    let bytes = text.utf8
    if let at = bytes.firstIndex(of: Byte.at) {
      let domain = bytes[bytes.index(after: at)...]
      let isAddress =
        at > bytes.startIndex && !domain.isEmpty && !domain.contains(Byte.at)
        && !bytes.contains(where: Byte.isBlank)
      return isAddress ? .email(text) : nil
    }
    let isID =
      bytes.contains(where: Byte.isDigit)
      && bytes.allSatisfy { Byte.isNamePart($0) || $0 == Byte.hyphen }
    return isID ? .id(text) : nil
  }
}

/// A length of time: `14 days`.
enum SpanText {
  /// Nil when it is none, or none that lasts.
  static func read(_ text: String) -> TimeSpan? {
    guard let span = TimeSpan(text), span.count > 0 else { return nil }
    return span
  }
}

/// A whole percentage: `25%`.
enum PercentText {
  static func read(_ text: String) -> Int? {
    guard text.utf8.last == Byte.percent, (2...4).contains(text.utf8.count) else { return nil }
    let digits = text.utf8.dropLast()
    guard digits.allSatisfy(Byte.isDigit), let percent = Int(text.dropLast()), percent <= 100
    else { return nil }
    return digits.count == 3 && percent != 100 ? nil : percent
  }
}

/// So many messages in so many days: `2 per 7 days`.
enum RateText {
  static func read(_ text: String) -> MessageRate? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4, words[1] == "per", words[3] == "days" || words[3] == "day",
      let count = number(words[0], digits: 4), let days = number(words[2], digits: 3)
    else { return nil }
    return MessageRate(count: count, days: days)
  }

  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count <= digits, text.utf8.allSatisfy(Byte.isDigit), text.first != "0" else {
      return nil
    }
    return Int(text)
  }
}
