public import Audiences

/// How a sandbox is served.
public struct SandboxConfiguration: Sendable {
  /// Where the database lies; its folder and the file are made when they are missing.
  public var databasePath: String
  /// The address to listen on; anything but loopback shows the sandbox to the network.
  public var host: String
  /// 0 for one of the system's choice.
  public var port: Int
  /// What clients must present; nil for a random one per start.
  public var token: String?
  /// Requests a minute; nil for the 10,000 that Intercom allows an app.
  public var rateLimit: Int?
  /// The time in Unix seconds.
  public var clock: @Sendable () -> Int64
  /// What the sandbox's clock shows at its start, in the workspace's time zone, to run on from there;
  /// nil for the time.
  public var now: (date: CalendarDate, minuteOfDay: Int)?
  /// Whether browsers are shown a page to try campaigns on, which tells whoever is at this machine of
  /// the workspace's people.
  public var hasSamplePage = false
  /// What goes wrong; nil for a server that does its work. They are this server's own: another one
  /// over the same file has none of them.
  public var faults: FaultPlan?
  /// How long contact search does not see that a tag was attached, in seconds of the sandbox's clock;
  /// what a contact's own tags are is always told as it is.
  public var searchLag: Int64 = 0
  /// Newsfeeds that the workspace has beside its own two, which nobody can make by the API.
  public var newsfeeds: [String] = []
  /// Whom the workspace is filled with before it is served; it must be empty. Nil for nobody.
  public var people: PeopleRecipe?
  /// How long a database that another process holds is waited for, in seconds.
  package var patience: Double = 10
  /// How long requests that are under way may take to finish once the server stops.
  package var grace: Duration = .seconds(1)
  /// How many pages the database may grow to, for tests of one that is full; nil for no limit.
  package var pageLimit: Int?

  public init(
    databasePath: String, host: String = "127.0.0.1", port: Int = 0, token: String? = nil,
    rateLimit: Int? = nil, faults: FaultPlan? = nil, people: PeopleRecipe? = nil,
    clock: @escaping @Sendable () -> Int64
  ) {
    self.databasePath = databasePath
    self.host = host
    self.port = port
    self.token = token
    self.rateLimit = rateLimit
    self.faults = faults
    self.people = people
    self.clock = clock
  }
}
