/// How large what a page says may be, in Unicode scalars unless said otherwise.
enum MessengerLimits {
  /// The name of one view of a page.
  static let view = 64
  /// In seconds; no delay is longer.
  static let viewLength: Int64 = 2_147_483_647
  static let reply = 10_000
  /// Of one receipt, on a bot's buttons or in a person's words.
  static let answers: Int64 = 1_000
}
