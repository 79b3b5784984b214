extension Rule {
  // Each of these is true when it is proved, at every moment and of every person, and false when it
  // is not so or cannot be told.

  /// Whether it matches everyone.
  package var isProvedAlways: Bool { Satisfiability.isRefuted([Proposition(self, isAsked: false)]) }

  /// Whether it matches nobody.
  package var isProvedNever: Bool { Satisfiability.isRefuted([Proposition(self)]) }

  /// Whether whoever it matches is matched by another rule, too.
  package func isProved(toImply other: Rule) -> Bool {
    Satisfiability.isRefuted([Proposition(self), Proposition(other, isAsked: false)])
  }

  /// Whether nobody is matched by both.
  package func isProvedDisjoint(from other: Rule) -> Bool {
    Satisfiability.isRefuted([Proposition(self), Proposition(other)])
  }
}
