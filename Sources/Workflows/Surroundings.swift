/// What the use cases take from the machine, passed in so that tests decide it.
public struct Surroundings: Sendable {
  /// The process's environment variables.
  public var variables: [String: String]
  /// The time in Unix seconds.
  public var now: @Sendable () -> Int64
  /// An absolute path: those that people write are from there.
  public var currentFolder: String
  /// How many files are read at once, at least 1.
  public var workers: Int

  public init(
    variables: [String: String], now: @escaping @Sendable () -> Int64, currentFolder: String,
    workers: Int
  ) {
    self.variables = variables
    self.now = now
    self.currentFolder = currentFolder
    self.workers = workers
  }

  /// The hosts that a token may be sent to, where CI sets them; nil is all.
  var allowedHosts: [String]? {
    guard let list = variables["HERALD_HOSTS"] else { return nil }
    return list.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
  }
}
