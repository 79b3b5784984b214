package import Audiences
package import Planning

/// A workspace that tells of one person, for whoever asks why a message reaches them. What plans are
/// given cannot.
package protocol PeopleReading: Sendable {
  /// The workspace, without what it holds.
  func workspace() async throws(RemoteError) -> Workspace

  /// Those whom a name fits; more than one where it is somebody's id and another's.
  func people(named name: PersonName) async throws(RemoteError) -> [NamedPerson]

  /// What a rule asks of somebody, and no more than that; nil where the workspace does not say what
  /// types its attributes have.
  ///
  /// - Parameter moment: the one at which the rule is looked at.
  func person(
    _ named: NamedPerson, for rule: Rule, at moment: Moment
  ) async throws(RemoteError) -> KnownPerson?
}

/// How a person is named: by the workspace's id, the client's own, or an e-mail address.
public struct PersonName: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case id
    case userID = "user_id"
    case email

    /// As a search names it.
    var field: String {
      switch self {
      case .id: "id"
      case .userID: "external_id"
      case .email: "email"
      }
    }
  }

  /// Which of the names may be meant.
  public let kinds: [Kind]
  public let text: String

  /// Reads `17`, `ana@acme.test`, or with what it is in front, as `user_id:17`; nil for nothing.
  public init?(_ word: String) {
    let named = Kind.allCases.first { word.hasPrefix($0.rawValue + ":") }
    let text = named.map { String(word.dropFirst($0.rawValue.utf8.count + 1)) } ?? word
    guard !text.isEmpty else { return nil }
    self.text = text
    kinds = named.map { [$0] } ?? Kind.allCases
  }
}

/// Somebody whom a search has found.
public struct NamedPerson: Sendable, Hashable {
  public let id: String
  public let userID: String?
  public let email: String?
  /// `user` or `lead`, as the workspace calls them.
  public let role: String
  /// All that the search tells.
  let document: PersonDocument

  /// The address, or what else others know them by.
  public var shownName: String { email ?? userID ?? "contact \(id)" }
}
