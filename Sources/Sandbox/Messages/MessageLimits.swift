/// How large the parts of a message may be, in Unicode scalars unless said otherwise.
enum MessageLimits {
  static let externalID = 255
  static let name = 255
  static let title = 100_000
  static let body = 100_000
  static let url = 16_384
  static let label = 100_000
  static let pattern = 16_384
  static let identifier = 1_000
  static let tag = 1_000
  static let tags = 100
  static let pages = 200
  static let steps = 500
  static let repliesOfAStep = 50
  /// In bytes of JSON without white space.
  static let metadata = 64 * 1_024
  /// In seconds.
  static let delay: Int64 = 86_400
  /// A hundred years, in seconds.
  static let span: Int64 = 100 * 366 * 86_400
}
