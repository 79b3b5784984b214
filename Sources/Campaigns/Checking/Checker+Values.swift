internal import Diagnostics
internal import YAML

// Single values.
extension Checker {
  mutating func checkText(_ node: Node, _ form: TextForm, _ name: String) {
    guard let scalar = node.scalar else {
      reportType(node, name, expected: form.noun)
      return
    }
    guard case .text(let text) = scalar.resolved else {
      reportType(node, name, expected: form.noun)
      return
    }
    let traits = TextTraits(text)
    size += traits.size + 4
    guard form.accepts(text, traits) else {
      reportText(text, node, form, name)
      return
    }
    if traits.size > form.longest, text.unicodeScalars.count > form.longest {
      report(
        .invalidValue,
        "`\(name)` has \(text.unicodeScalars.count) characters; \(form.longest) are possible",
        at: node.place)
      return
    }
    switch form.filling {
    case .none: return
    case .variables, .copy:
      if traits.hasDollar {
        checkVariables(text, writtenAt: node.range, beginning: form.beginning)
      }
    }
    if traits.hasBrace, case .copy = form.filling {
      checkPlaceholders(text, writtenAt: node.range)
    }
  }

  private mutating func reportText(_ text: String, _ node: Node, _ form: TextForm, _ name: String) {
    if text.utf8.allSatisfy(Byte.isBlank) {
      report(.missingValue, "`\(name)` is empty", at: node.place, help: [form.help])
    } else {
      report(
        form.kind, "`\(name)` is not \(form.noun): \(Shown.value(text))", at: node.place,
        help: [form.help])
    }
  }

  mutating func checkChoice(_ node: Node, _ choices: [Shape.Choice], _ name: String) {
    guard let text = node.text else {
      reportType(node, name, expected: "one of \(Shown.list(choices.map(\.word), "or"))")
      return
    }
    for index in choices.indices where choices[index].word == text { return }
    let words = choices.map(\.word)
    let near = suggestion(for: text, among: words)
    report(
      .unknownChoice, "\(Shown.value(text)) is not a value of `\(name)`", at: node.place,
      help: [
        near.map { "did you mean `\($0)`?" },
        words.count == 1
          ? "the only value is `\(words[0])`" : "write \(Shown.list(words, "or"))",
      ].compactMap(\.self),
      fix: near.map { Fix("write `\($0)`", replacing: node.place, with: $0) })
  }

  mutating func checkBoolean(_ node: Node, _ name: String) {
    guard let scalar = node.scalar else {
      reportType(node, name, expected: "`true` or `false`")
      return
    }
    switch scalar.resolved {
    case .boolean: break
    case .text(let text):
      if let meant = Self.meantBoolean(text) {
        report(
          .yesOrNo, "`\(name)` is the text \(Shown.value(text)), not `true` or `false`",
          at: node.place, help: ["write `\(name): \(meant)`"],
          fix: Fix("write `\(meant)`", replacing: node.place, with: "\(meant)"))
      } else {
        reportType(node, name, expected: "`true` or `false`")
      }
    case .null, .integer, .float, .outOfRange:
      reportType(node, name, expected: "`true` or `false`")
    }
  }

  private static func meantBoolean(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "yes", "y", "on", "true": true
    case "no", "n", "off", "false": false
    default: nil
    }
  }

  mutating func checkInteger(_ node: Node, _ range: ClosedRange<Int>, _ name: String) {
    guard let value = node.integer else {
      reportType(node, name, expected: "a whole number")
      return
    }
    if value < range.lowerBound || value > range.upperBound {
      let help =
        range.upperBound == Int.max
        ? "write \(range.lowerBound) or more"
        : "write a number from \(range.lowerBound) to \(range.upperBound)"
      report(.invalidValue, "`\(name)` cannot be \(value)", at: node.place, help: [help])
    }
  }

  mutating func checkEither(_ node: Node, _ shapes: [Shape], _ name: String) {
    for index in shapes.indices where shapes[index].fits(node) {
      check(node, as: shapes[index], named: name)
      return
    }
    reportType(node, name, expected: Shown.alternatives(shapes.map(\.noun)))
  }
}
