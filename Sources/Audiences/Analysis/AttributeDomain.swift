/// The values that an attribute can have where some things are asked of it and others denied.
///
/// A value has one type: what is asked decides it, and then what is denied of that type counts. Where
/// nothing but denials is left, an unknown value or one of another type passes them all.
struct AttributeDomain {
  let isEmpty: Bool

  init(_ literals: [Literal]) {
    var texts = TextDomain()
    var numbers = NumberDomain()
    var dates = DateDomain()
    var booleans = (canBeTrue: true, canBeFalse: true)
    var asked: Kinds = []
    var isUnknown = false
    for literal in literals {
      switch literal.question {
      case .known:
        if literal.isAsked { asked.insert(.any) } else { isUnknown = true }
      case .text(let question):
        if literal.isAsked { asked.insert(.text) }
        texts.narrow(question, isAsked: literal.isAsked)
      case .number(let question):
        if literal.isAsked { asked.insert(.number) }
        numbers.narrow(question, isAsked: literal.isAsked)
      case .date(let test):
        if literal.isAsked { asked.insert(.date) }
        dates.narrow(test, isAsked: literal.isAsked)
      case .boolean(let value):
        if literal.isAsked { asked.insert(.boolean) }
        if literal.isAsked != value {
          booleans.canBeTrue = false
        } else {
          booleans.canBeFalse = false
        }
      case .occurrences, .membership, .company, .unclear: continue
      }
    }
    if isUnknown {
      isEmpty = !asked.isEmpty
      return
    }
    asked.remove(.any)
    switch asked {
    case []: isEmpty = false
    case .text: isEmpty = texts.isEmpty
    case .number: isEmpty = numbers.isEmpty
    case .date: isEmpty = dates.isEmpty
    case .boolean: isEmpty = !booleans.canBeTrue && !booleans.canBeFalse
    default: isEmpty = true
    }
  }

  private struct Kinds: OptionSet {
    let rawValue: Int

    static let any = Kinds(rawValue: 1)
    static let text = Kinds(rawValue: 2)
    static let number = Kinds(rawValue: 4)
    static let date = Kinds(rawValue: 8)
    static let boolean = Kinds(rawValue: 16)
  }
}

/// Texts, of which only some are left.
struct TextDomain {
  /// Lists that it must be in, each.
  private var among: [ListedTexts] = []
  private var without: [ListedTexts] = []
  private var asked: [TextQuestion] = []
  private var denied: [TextQuestion] = []

  mutating func narrow(_ question: TextQuestion, isAsked: Bool) {
    switch (question, isAsked) {
    case (.oneOf(let list), true): among.append(ListedTexts(list))
    case (.oneOf(let list), false): without.append(ListedTexts(list))
    case (.contains, true), (.startsWith, true), (.endsWith, true): asked.append(question)
    case (.contains, false), (.startsWith, false), (.endsWith, false): denied.append(question)
    }
  }

  var isEmpty: Bool {
    if let first = among.first {
      return !first.values.contains { value in
        among.dropFirst().allSatisfy { $0.contains(value) }
          && !without.contains { $0.contains(value) }
          && asked.allSatisfy { $0.holds(of: value.text) }
          && !denied.contains { $0.holds(of: value.text) }
      }
    }
    return asked.contains { part in
      denied.contains { part.entails($0) } || asked.contains { part.excludes($0) }
    }
  }
}

/// The values of a list, as a set where looking through them would take longer.
private struct ListedTexts {
  private static let few = 16

  let values: [ExactText]
  private let set: Set<ExactText>?

  init(_ values: [ExactText]) {
    self.values = values
    set = values.count > Self.few ? Set(values) : nil
  }

  func contains(_ value: ExactText) -> Bool { set?.contains(value) ?? values.contains(value) }
}

extension TextQuestion {
  /// Whether every text with this part has the other, too.
  fileprivate func entails(_ other: TextQuestion) -> Bool {
    switch (self, other) {
    case (.contains(let part), .contains(let other)), (.startsWith(let part), .contains(let other)),
      (.endsWith(let part), .contains(let other)):
      part.contains(other)
    case (.startsWith(let part), .startsWith(let other)): part.starts(with: other)
    case (.endsWith(let part), .endsWith(let other)): part.ends(with: other)
    case (_, .startsWith(let other)), (_, .endsWith(let other)): other.isEmpty
    case (.oneOf, _), (_, .oneOf): false
    }
  }

  /// Whether no text has both parts.
  fileprivate func excludes(_ other: TextQuestion) -> Bool {
    switch (self, other) {
    case (.startsWith(let part), .startsWith(let other)):
      !part.starts(with: other) && !other.starts(with: part)
    case (.endsWith(let part), .endsWith(let other)):
      !part.ends(with: other) && !other.ends(with: part)
    case (.oneOf, _), (.contains, _), (.startsWith, _), (.endsWith, _): false
    }
  }
}

/// Numbers, of which only some are left: some values, or an interval without some.
struct NumberDomain {
  /// Those that a list admits; nil while there is none.
  private var values: Set<Double>?
  private var without: Set<Double> = []
  private var low = -Double.infinity
  private var lowIsIn = false
  private var high = Double.infinity
  private var highIsIn = false

  mutating func narrow(_ question: NumberQuestion, isAsked: Bool) {
    switch (question, isAsked) {
    case (.oneOf(let list), true): values = values?.intersection(list) ?? Set(list)
    case (.oneOf(let list), false): without.formUnion(list)
    case (.greaterThan(let value), true), (.atMost(let value), false): raise(value, isIn: false)
    case (.atLeast(let value), true), (.lessThan(let value), false): raise(value, isIn: true)
    case (.lessThan(let value), true), (.atLeast(let value), false): lower(value, isIn: false)
    case (.atMost(let value), true), (.greaterThan(let value), false): lower(value, isIn: true)
    }
  }

  private mutating func raise(_ value: Double, isIn: Bool) {
    if value > low {
      (low, lowIsIn) = (value, isIn)
    } else if value == low {
      lowIsIn = lowIsIn && isIn
    }
  }

  private mutating func lower(_ value: Double, isIn: Bool) {
    if value < high {
      (high, highIsIn) = (value, isIn)
    } else if value == high {
      highIsIn = highIsIn && isIn
    }
  }

  private func admits(_ value: Double) -> Bool {
    (lowIsIn ? value >= low : value > low) && (highIsIn ? value <= high : value < high)
      && !without.contains(value) && values?.contains(value) ?? true
  }

  var isEmpty: Bool {
    if let values { return !values.contains(where: admits) }
    return low == high ? !admits(low) : low > high
  }

  /// The same of whole numbers from 0 on.
  var hasNoCount: Bool {
    if let values { return !values.contains { $0 >= 0 && $0.rounded() == $0 && admits($0) } }
    let (least, most) = counts
    guard least <= most else { return true }
    guard most - least <= Double(without.count) else { return false }
    return !stride(from: least, through: most, by: 1).contains(where: admits)
  }

  /// The least and the greatest count, as far as bounds say.
  var counts: (least: Double, most: Double) {
    var least = max(0, lowIsIn ? low.rounded(.up) : low.rounded(.down) + 1)
    var most = highIsIn ? high.rounded(.down) : high.rounded(.up) - 1
    if let values {
      least = max(least, values.min() ?? least)
      most = min(most, values.max() ?? most)
    }
    // Not none is at least one.
    if least == 0, without.contains(0) { least = 1 }
    return (least, most)
  }
}
