/// What must hold of a message for a change to be made: `If-Match`.
enum Precondition: Sendable, Equatable {
  case none
  /// `*`: the message exists, whatever it says.
  case exists
  /// The quoted entity tags, one of which is the message's.
  case matches([String])

  func holds(for row: MessageRow) -> Bool {
    switch self {
    case .none, .exists: true
    case .matches(let tags): tags.contains(row.entityTag)
    }
  }
}
