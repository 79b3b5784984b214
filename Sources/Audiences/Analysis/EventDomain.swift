/// The ways in which an event can have happened where some things are asked and others denied.
struct EventDomain {
  let isEmpty: Bool

  /// What `within` keeps.
  private struct Kept {
    let within: TimeSpan?
    var count = NumberDomain()
    var first = DateDomain()
    var last = DateDomain()
    var hasDates = false
  }

  init(_ literals: [Literal]) {
    var all: [Kept] = []
    for literal in literals {
      guard case .occurrences(let measure, let within) = literal.question else { continue }
      let index = all.firstIndex { $0.within == within } ?? all.count
      if index == all.count { all.append(Kept(within: within)) }
      switch measure {
      case .never: continue
      case .ever: all[index].count.narrow(.atLeast(1), isAsked: literal.isAsked)
      case .count(let test):
        let (question, isDenied) = test.question
        all[index].count.narrow(question, isAsked: literal.isAsked != isDenied)
      case .first(let test):
        if literal.isAsked { all[index].hasDates = true }
        all[index].first.narrow(test, isAsked: literal.isAsked)
      case .last(let test):
        if literal.isAsked { all[index].hasDates = true }
        all[index].last.narrow(test, isAsked: literal.isAsked)
      }
    }
    for index in all.indices where all[index].hasDates {
      all[index].count.narrow(.atLeast(1), isAsked: true)
    }
    isEmpty = Self.isEmpty(all)
  }

  private static func isEmpty(_ all: [Kept]) -> Bool {
    all.contains { kept in
      var count = kept.count
      // A longer time keeps at least as much.
      for other in all {
        if other.within.isShorter(than: kept.within) {
          count.narrow(.atLeast(other.count.counts.least), isAsked: true)
        } else if kept.within.isShorter(than: other.within) {
          count.narrow(.atMost(other.count.counts.most), isAsked: true)
        }
      }
      if count.hasNoCount { return true }
      // Dates that are denied count where there is one at all.
      guard count.counts.least >= 1 else { return false }
      var (first, last) = (kept.first, kept.last)
      if let within = kept.within {
        first.narrow(.lessThan(within), isAsked: true)
        last.narrow(.lessThan(within), isAsked: true)
      }
      return first.isEmpty || last.isEmpty || first.liesAfter(last)
    }
  }
}

extension TimeSpan? {
  /// Whether it is known to keep no more than another, which keeps other occurrences, too.
  fileprivate func isShorter(than other: TimeSpan?) -> Bool {
    switch (self, other) {
    case (nil, _): false
    case (.some, nil): true
    case (let span?, let other?):
      span.countsDays == other.countsDays && span.seconds < other.seconds
    }
  }
}

extension TimeSpan {
  fileprivate var countsDays: Bool {
    switch unit {
    case .day, .week: true
    case .second, .minute, .hour: false
    }
  }
}
