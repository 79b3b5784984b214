/// What can be told of two rules.
package enum Proof: Sendable {
  /// It is so, at every moment and of every person.
  case yes
  /// It is not: this is somebody of whom it is not so at the moment asked about. Whether there is
  /// such a person rules cannot tell.
  case no(Person)
  case unknown
}

extension Rule {
  /// Whether whoever it matches is matched by another rule, too.
  package func implies(_ other: Rule, at moment: Moment) -> Proof {
    if isProved(toImply: other) { return .yes }
    return Proof(refutedBy: Witness.find([(self, true), (other, false)], at: moment))
  }

  /// Whether nobody is matched by both.
  package func excludes(_ other: Rule, at moment: Moment) -> Proof {
    if isProvedDisjoint(from: other) { return .yes }
    return Proof(refutedBy: Witness.find([(self, true), (other, true)], at: moment))
  }
}

extension Proof {
  fileprivate init(refutedBy person: Person?) {
    self = person.map(Proof.no) ?? .unknown
  }
}
