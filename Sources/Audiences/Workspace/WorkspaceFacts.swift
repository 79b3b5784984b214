/// What a workspace knows people by: its attributes, tags and segments; and its newsfeeds.
public struct WorkspaceFacts: Sendable, Hashable {
  /// What can be asked for by itself.
  public struct Topics: OptionSet, Sendable, Hashable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    public static let attributes = Topics(rawValue: 1)
    public static let tags = Topics(rawValue: 2)
    public static let segments = Topics(rawValue: 4)
    /// Only what has newsfeeds with audiences of their own says which.
    public static let newsfeeds = Topics(rawValue: 8)
  }

  /// Nil where nobody asked, or the workspace does not say.
  package var attributes: AttributeFacts?
  package var tags: Set<ExactText>?
  package var segments: Set<ExactText>?
  package var newsfeeds: Set<ExactText>?
  /// What was asked for and the workspace does not say.
  public var silence: Topics
  /// Nobody is in it. Names come with people: one that it does not have yet is none that it lacks.
  public var isDeserted = false

  package init(
    attributes: AttributeFacts? = nil, tags: Set<ExactText>? = nil,
    segments: Set<ExactText>? = nil, newsfeeds: Set<ExactText>? = nil, silence: Topics = []
  ) {
    self.attributes = attributes
    self.tags = tags
    self.segments = segments
    self.newsfeeds = newsfeeds
    self.silence = silence
  }

  /// Of a workspace that nothing is known of.
  public static let none = WorkspaceFacts()
}

/// The attributes of a workspace by the names that rules have for them.
package struct AttributeFacts: Sendable, Hashable {
  package enum Owner: Sendable, Hashable {
    case person, company
  }

  package struct Attribute: Sendable, Hashable {
    package let name: String
    /// Nil for a type that rules have no conditions for.
    package let type: AttributeType?
    /// The values that it can have; empty for any.
    package let options: [String]
    /// Whether it is the workspace's own, and not one that every workspace has.
    package let isCustom: Bool

    package init(
      _ name: String, _ type: AttributeType?, options: [String] = [], isCustom: Bool = false
    ) {
      self.name = name
      self.type = type
      self.options = options
      self.isCustom = isCustom
    }
  }

  private var ofPeople: [ExactText: Attribute] = [:]
  private var ofCompanies: [ExactText: Attribute] = [:]

  /// Whether somebody is a user or a lead, which no attribute says.
  package static let role = Attribute("contact.role", .text, options: ["user", "lead"])

  package init() { add(Self.role, of: .person) }

  /// A later one takes the name from an earlier.
  package mutating func add(_ attribute: Attribute, of owner: Owner, alias: String? = nil) {
    let names = [attribute.name] + (alias.map { [$0] } ?? [])
    for name in names {
      switch owner {
      case .person: ofPeople[ExactText(name)] = attribute
      case .company: ofCompanies[ExactText(name)] = attribute
      }
    }
  }

  package func attribute(_ name: String, of owner: Owner) -> Attribute? {
    switch owner {
    case .person: ofPeople[ExactText(name)]
    case .company: ofCompanies[ExactText(name)]
    }
  }

  /// Sorted.
  package func names(of owner: Owner) -> [String] {
    switch owner {
    case .person: ofPeople.keys.map(\.text).sorted()
    case .company: ofCompanies.keys.map(\.text).sorted()
    }
  }
}

/// What an attribute holds, as far as conditions are concerned.
package enum AttributeType: Sendable, Hashable {
  case text, number, boolean, date
}

extension AttributeTest {
  /// The type that an attribute must have for it; nil for any.
  package var type: AttributeType? {
    switch self {
    case .known: nil
    case .text: .text
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    }
  }
}
