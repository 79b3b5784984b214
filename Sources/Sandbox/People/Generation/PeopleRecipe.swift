/// How many people a workspace is filled with, and which.
///
/// The same recipe on the same day (in UTC) makes the same people to the byte: whatever happened to
/// them lies before that day began.
public struct PeopleRecipe: Sendable, Hashable {
  /// Users and leads.
  public static let counts = 1...10_000_000

  public let count: Int
  public let seed: UInt64

  public init(count: Int, seed: UInt64) {
    precondition(Self.counts.contains(count), "a workspace is filled with somebody")
    self.count = count
    self.seed = seed
  }

  /// How many companies they are of.
  var companies: Int { 1 + count / 12 }

  /// The attributes that are made for them, in their order.
  static let attributes: [AttributeDraft] = [
    draft(.contact, "plan", .string, "What they pay for.", ProductPlan.allCases.map(\.rawValue)),
    draft(
      .contact, "role", .string, "What they may do in the product.",
      ["owner", "admin", "member", "viewer", "guest"]),
    draft(.contact, "seats", .integer, "How many people they pay for."),
    draft(.contact, "marketing_opt_in", .boolean, "Whether they want news."),
    draft(.contact, "health_score", .float, "How well they do, from 0 to 100."),
    draft(.contact, "trial_ends_at", .date, "When their trial is over."),
    draft(.company, "satisfaction", .float, "What they answered last, from 0 to 10."),
    draft(.company, "annual_contract", .boolean, "Whether they pay yearly."),
    draft(.company, "renews_at", .date, "When their contract is renewed."),
  ]

  private static func draft(
    _ model: AttributeModel, _ name: String, _ type: AttributeType, _ description: String,
    _ options: [String] = []
  ) -> AttributeDraft {
    AttributeDraft(
      model: model, name: name, type: type, description: description, options: options,
      isMessengerWritable: false)
  }
}
