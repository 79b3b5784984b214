/// How large what is known of people may be, in Unicode scalars unless said otherwise.
enum PeopleLimits {
  static let text = 255
  static let url = 16_384
  static let attributeName = 190
  static let description = 1_000
  /// Of each model, archived ones included.
  static let attributes = 250
  static let options = 250
  static let tagName = 255
  /// Contacts or companies that one request tags.
  static let tagged = 500
  static let eventName = 120
  static let eventMetadata = 10
  /// Names of events in a workspace.
  static let eventNames = 120
  /// How many tags and companies a contact shows.
  static let shown = 10
  /// The oldest event that is listed, in seconds before now.
  static let listedEvents: Int64 = 90 * 86_400
  /// Unix seconds to the end of the year 9999.
  static let times: ClosedRange<Int64> = 0...253_402_300_799
}
