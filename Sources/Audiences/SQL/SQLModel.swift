/// The tables that statements ask.
///
/// - `contacts`: `id` and one column for each attribute, NULL where it is unknown
/// - `companies`: the same of companies
/// - `contact_companies`: `contact_id`, `company_id`
/// - `contact_tags`: `contact_id`, `tag`
/// - `contact_segments`: `contact_id`, `segment`
/// - `events`: `contact_id`, `name`, `created_at`
package struct SQLModel: Sendable {
  package enum Columns: Sendable {
    /// Every attribute has a column of its name, of the type that it is asked for.
    case asAsked
    /// These alone; what is not among them, or of another type than asked, is unknown of everybody.
    case declared([ExactText: SQLColumn])
  }

  package enum Segments: Sendable {
    /// Kept in `contact_segments`.
    case listed
    /// Made by rules; one that is not among them holds nobody.
    case ruled([ExactText: Rule])
  }

  package let contacts: Columns
  package let companies: Columns
  package let segments: Segments

  package init(contacts: Columns, companies: Columns, segments: Segments) {
    self.contacts = contacts
    self.companies = companies
    self.segments = segments
  }

  /// That of a warehouse that keeps to the names above.
  package static let documented = SQLModel(
    contacts: .asAsked, companies: .asAsked, segments: .listed)
}

/// Where the values of an attribute are.
package struct SQLColumn: Sendable {
  package enum Kind: Sendable {
    case text, number, boolean, date
  }

  package let name: String
  package let kind: Kind

  package init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// Why a rule has no statement.
package enum SQLTranslationError: Error, Sendable, Hashable {
  /// A newsfeed has an audience of its own, which only its workspace knows.
  case newsfeed
  /// The segment is made of itself.
  case segmentInCircle(String)
  /// The engine has no way to write the name of this attribute.
  case unwritableName(String)
}
