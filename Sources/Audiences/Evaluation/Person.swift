/// What rules can ask of one person.
package struct Person: Sendable {
  /// What an attribute holds; its case is its type.
  package enum Value: Sendable {
    case text(String)
    case number(Double)
    case boolean(Bool)
    /// Unix seconds.
    case date(Int64)
  }

  /// By name; what is not there is unknown.
  package typealias Attributes = [ExactText: Value]

  package var attributes: Attributes
  /// The Unix seconds of each occurrence, in any order.
  package var events: [ExactText: [Int64]]
  package var tags: Set<ExactText>
  package var segments: Set<ExactText>
  package var companies: [Attributes]

  package init(
    attributes: Attributes, events: [ExactText: [Int64]], tags: Set<ExactText>,
    segments: Set<ExactText>, companies: [Attributes]
  ) {
    self.attributes = attributes
    self.events = events
    self.tags = tags
    self.segments = segments
    self.companies = companies
  }
}
