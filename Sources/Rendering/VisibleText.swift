import Audiences

extension StringProtocol {
  /// The text with everything that a terminal would obey, or a reader would not see, made visible:
  /// what files and remotes say is not to be trusted. Line feeds stay.
  var visible: String {
    if utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x0A }) { return String(self) }
    var result = ""
    for index in unicodeScalars.indices {
      let scalar = unicodeScalars[index]
      switch scalar.value {
      case 0x0A: result.append("\n")
      case 0x00...0x1F: result.unicodeScalars.append(pictures(scalar.value))
      case 0x7F: result.append("␡")
      default:
        if scalar.isHidden, !unicodeScalars.joinsEmoji(at: index) {
          result.append(scalar.asCode)
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  /// The same on one line: line breaks are shown as `⏎`.
  var visibleLine: String {
    visible.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎")
  }
}

extension Unicode.Scalar {
  /// Whether it shows nothing of itself, or changes how others are shown. What chooses the look of
  /// emoji is let through.
  fileprivate var isHidden: Bool {
    if (0xFE00...0xFE0F).contains(value) { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return properties.isDefaultIgnorableCodePoint
    }
  }

  /// As `<U+202E>`.
  var asCode: String { "<U+\(hexadecimal(value))>" }
}

/// At least four digits, as Unicode writes its scalars.
private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

/// The picture of a control character, as ␛.
private func pictures(_ value: UInt32) -> Unicode.Scalar {
  Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
}

extension String {
  /// How many columns a terminal needs for it: wide for East Asian characters and emoji, none for
  /// marks that combine. An estimate; terminals differ.
  var columns: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { $0 + $1.columns }
  }

  /// With spaces up to a number of columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - columns))
  }

  /// Cut to a number of columns, with `…` where something is missing.
  func cut(to width: Int) -> String {
    guard columns > width else { return self }
    var result = ""
    var used = 0
    for character in self {
      guard used + character.columns < width else { break }
      result.append(character)
      used += character.columns
    }
    return result + "…"
  }
}

extension Character {
  fileprivate var columns: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.properties.generalCategory == .nonspacingMark { return 0 }
    if first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}

extension Int {
  /// With a comma between thousands, as `12,400`.
  var grouped: String {
    let digits = Array(String(magnitude))
    var result = self < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// As `1 campaign`, `1,204 campaigns`.
  func counted(_ noun: String, plural: String? = nil) -> String {
    "\(grouped) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}
