internal import Diagnostics
internal import YAML

// Single values.
extension Checker {
  mutating func checkText(_ node: Node, _ form: TextForm, _ subject: Subject) {
    guard let scalar = node.scalar else {
      reportType(node, subject, .text(form))
      return
    }
    guard case .text(let text) = scalar.resolved else {
      reportType(node, subject, .text(form))
      return
    }
    let traits = TextTraits(text)
    size += traits.size + 4
    guard form.accepts(text, traits) else {
      reportText(text, node, form, subject)
      return
    }
    if traits.size > form.longest, text.unicodeScalars.count > form.longest {
      report(
        .invalidValue,
        "\(subject) has \(text.unicodeScalars.count) characters; \(form.longest) are possible",
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

  private mutating func reportText(
    _ text: String, _ node: Node, _ form: TextForm, _ subject: Subject
  ) {
    if text.utf8.allSatisfy(Byte.isBlank) {
      report(.missingValue, "\(subject) is empty", at: node.place, help: [form.help])
      return
    }
    var shown = ": \(Shown.value(text))"
    if form.isSensitive, SecretText.mayBe(text) {
      secrets.append(node.range)
      shown = ""
    }
    report(
      form.kind, "\(subject) is not \(form.noun)\(shown)", at: node.place, help: [form.help])
  }

  mutating func checkChoice(_ node: Node, _ choices: [Shape.Choice], _ subject: Subject) {
    guard let text = node.text else {
      reportType(node, subject, .choice(choices))
      return
    }
    for index in choices.indices where choices[index].word == text { return }
    reportChoice(
      text, node, choices.map(\.word), subject, ["write \(Shown.list(choices.map(\.word), "or"))"])
  }

  private mutating func reportChoice(
    _ text: String, _ node: Node, _ words: [String], _ subject: Subject, _ help: [String]
  ) {
    let near = suggestion(for: text, among: words)
    report(
      .unknownChoice, "\(Shown.value(text)) is not a value of \(subject)", at: node.place,
      help: (near.map { ["did you mean `\($0)`?"] } ?? []) + help,
      fix: near.map { Fix("write `\($0)`", replacing: node.place, with: $0) })
  }

  mutating func checkBoolean(_ node: Node, _ subject: Subject) {
    guard let scalar = node.scalar else {
      reportType(node, subject, .boolean)
      return
    }
    switch scalar.resolved {
    case .boolean: break
    case .text(let text):
      if let meant = scalar.meantBoolean {
        report(
          .yesOrNo, "\(subject) is the text \(Shown.value(text)), not `true` or `false`",
          at: node.place, help: ["write `\(subject.key): \(meant)`"],
          fix: Fix("write `\(meant)`", replacing: node.place, with: "\(meant)"))
      } else {
        reportType(node, subject, .boolean)
      }
    case .null, .integer, .float, .outOfRange:
      reportType(node, subject, .boolean)
    }
  }

  mutating func checkInteger(_ node: Node, _ range: ClosedRange<Int>, _ subject: Subject) {
    guard let value = node.integer else {
      reportType(node, subject, .integer(range))
      return
    }
    if value < range.lowerBound || value > range.upperBound {
      let help =
        range.upperBound == Int.max
        ? "write \(range.lowerBound) or more"
        : "write a number from \(range.lowerBound) to \(range.upperBound)"
      report(.invalidValue, "\(subject) cannot be \(value)", at: node.place, help: [help])
    }
  }

  mutating func checkEither(
    _ node: Node, _ shapes: [Shape], _ either: Shape, _ subject: Subject
  ) {
    guard let shape = shapes.first(where: { $0.fits(node) }) else {
      reportType(node, subject, either)
      return
    }
    if case .choice(let choices) = shape, let text = node.text,
      !choices.contains(where: { $0.word == text })
    {
      let words = choices.map(\.word)
      reportChoice(text, node, words, subject, either.advice(for: node, subject))
      return
    }
    check(node, as: shape, subject)
  }
}
