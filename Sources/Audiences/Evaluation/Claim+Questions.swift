// What each condition asks, and whether it denies it: the single table of what is negative.

extension AttributeTest {
  func question(at moment: Moment) -> (AttributeQuestion, isDenied: Bool) {
    switch self {
    case .known(let known): return (.known, !known)
    case .text(let test):
      let (question, isDenied) = test.question
      return (.text(question), isDenied)
    case .number(let test):
      let (question, isDenied) = test.question
      return (.number(question), isDenied)
    case .boolean(let value): return (.boolean(value), false)
    case .date(let test): return (.date(test.range(at: moment)), false)
    }
  }
}

extension TextTest {
  var question: (TextQuestion, isDenied: Bool) {
    switch self {
    case .is(let value): (.oneOf([ExactText(value)]), false)
    case .isNot(let value): (.oneOf([ExactText(value)]), true)
    case .anyOf(let values): (.oneOf(values.map { ExactText($0) }), false)
    case .noneOf(let values): (.oneOf(values.map { ExactText($0) }), true)
    case .contains(let part): (.contains(FoldedText(part)), false)
    case .doesNotContain(let part): (.contains(FoldedText(part)), true)
    case .startsWith(let part): (.startsWith(FoldedText(part)), false)
    case .endsWith(let part): (.endsWith(FoldedText(part)), false)
    }
  }
}

extension NumberTest {
  var question: (NumberQuestion, isDenied: Bool) {
    switch self {
    case .is(let value): (.oneOf([value]), false)
    case .isNot(let value): (.oneOf([value]), true)
    case .anyOf(let values): (.oneOf(values), false)
    case .noneOf(let values): (.oneOf(values), true)
    case .greaterThan(let value): (.greaterThan(value), false)
    case .lessThan(let value): (.lessThan(value), false)
    case .atLeast(let value): (.atLeast(value), false)
    case .atMost(let value): (.atMost(value), false)
    }
  }
}

extension EventTest {
  func question(at moment: Moment) -> (EventQuestion, isDenied: Bool) {
    let since = within?.start(at: moment)
    switch measure {
    case .never: return (EventQuestion(measure: .ever, since: since), true)
    case .ever: return (EventQuestion(measure: .ever, since: since), false)
    case .count(let test):
      let (question, isDenied) = test.question
      return (EventQuestion(measure: .count(question), since: since), isDenied)
    case .first(let test):
      return (EventQuestion(measure: .first(test.range(at: moment)), since: since), false)
    case .last(let test):
      return (EventQuestion(measure: .last(test.range(at: moment)), since: since), false)
    }
  }
}
