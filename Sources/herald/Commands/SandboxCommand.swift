import ArgumentParser
import Campaigns
import ProjectFiles
import Sandbox
import Workflows

struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Run the embedded server of the messages API in the foreground.",
    discussion: """
      Example: herald sandbox --port 8080 --token dev --people 10000 --fault "503 first 3"

      \(people)

      \(time)

      \(faults)
      """)

  private static let people = """
    --people fills a new workspace with people who do not exist: users and leads, their companies,
    tags, attributes (unknown ones among them) and the events of ninety days, and then serves it.
    The same --seed on the same day (in UTC) makes the same ones to the byte; everything happened
    before that day began. An environment with `remote: sandbox` has its people in the project's
    .herald/sandbox.sqlite: run this once in the project's folder, end it, and plan.
    """

  private static let time = """
    --now sets the sandbox's clock, which runs on from there, so that schedules are tried without
    waiting; PUT /sandbox/clock sets it later. --traffic plays the days before now: the people visit
    pages, see messages and click, close, answer or ignore them, through the same requests as those of
    a page. The same --seed, people and messages make the same receipts. It is no measurement, and
    stats say of how many recipients it is made.
    """

  private static let faults = """
    A fault is a rule for requests that fail, to test a client against. It says what goes wrong:
      delay TIME    the request waits: 200ms, 2s, 50ms-2s
      drop          the connection is closed without an answer
      429 [TIME]    the rate limit is reached, and reset in TIME (1s)
      500           the server fails
      503 [TIME]    it is unavailable, with Retry-After where there is a TIME
      truncate      the connection is closed within the answer
      garbage       the answer has another body
    and then, in any order, with which requests and how often:
      POST PUT      with these methods; left out: any
      /messages/*   with this path, * for any rest; left out: any
      20%           with this chance; left out: always
      after 3       not with the first three of them
      first 3       three times at most
      late          of drop, 429, 500 and 503: the request is carried out before
    Of several rules the delays add up, and the first other that strikes is what happens. What
    strikes is written to standard error.
    """

  @OptionGroup var project: ProjectOptions

  @Option(help: ArgumentHelp("The port; 0 for one of the system's choice.", valueName: "port"))
  var port = 0

  @Option(
    help: ArgumentHelp(
      "The database; the project's own (.herald/sandbox.sqlite) if left out.", valueName: "file"),
    completion: .file())
  var db: String?

  @Option(
    help: ArgumentHelp("What clients must present; a random one if left out.", valueName: "token"))
  var token: String?

  @Option(
    name: .customLong("fault"), parsing: .singleValue,
    help: ArgumentHelp("A fault, as `drop late POST 20%`; can be repeated.", valueName: "rule"))
  var faultTexts: [String] = []

  @Option(
    name: .customLong("newsfeed"), parsing: .singleValue,
    help: ArgumentHelp(
      "A newsfeed that the workspace has, too; can be repeated.", valueName: "name"))
  var newsfeeds: [String] = []

  @Option(
    help: ArgumentHelp(
      "How many seconds contact search does not see that a tag was attached.", valueName: "seconds"
    ))
  var searchLag: Int64 = 0

  @Option(help: ArgumentHelp("Fill a new workspace with so many people.", valueName: "n"))
  var people: Int?

  @Option(
    help: ArgumentHelp(
      "What the sandbox's clock shows, as `2026-12-01 09:00` in the workspace's time zone.",
      valueName: "time"))
  var now: String?

  @Option(help: ArgumentHelp("Play so many days of visits before serving.", valueName: "days"))
  var traffic: Int?

  @Option(
    help: ArgumentHelp(
      "What people, faults and traffic are decided by; a random one if left out.", valueName: "n"))
  var seed: UInt64?

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port must be from 0 to 65535")
    }
    if let db, db.isEmpty { throw ValidationError("--db must name a file") }
    if let token, token.isEmpty { throw ValidationError("--token must not be empty") }
    if let people, !PeopleRecipe.counts.contains(people) {
      throw ValidationError("--people must be from 1 to \(PeopleRecipe.counts.upperBound)")
    }
    if let now, WrittenTime(now) == nil {
      throw ValidationError("--now must be a day or a minute, as `2026-12-01 09:00`")
    }
    if let traffic, !SimulatedTraffic.days.contains(traffic) {
      throw ValidationError("--traffic must be from 1 to \(SimulatedTraffic.days.upperBound) days")
    }
    if traffic != nil, !faultTexts.isEmpty {
      throw ValidationError("--traffic and --fault go one after the other: play the traffic first")
    }
    if seed != nil, people == nil, traffic == nil, faultTexts.isEmpty {
      throw ValidationError("--seed is for --people, --traffic and --fault, and there is none")
    }
    if newsfeeds.contains(where: \.isEmpty) {
      throw ValidationError("--newsfeed must not be empty")
    }
    if searchLag < 0 { throw ValidationError("--search-lag must not be below 0") }
    _ = try rules()
  }

  func run() async throws {
    let console = Console()
    try await reporting(to: console) {
      let folder = ProjectFolder(at: project.directory)?.path ?? project.directory
      let path = db ?? ProjectFolder.join(folder, ".herald/sandbox.sqlite")
      let seed = seed ?? UInt64.random(in: 0..<1_000_000)
      let plan = try faultPlan(seed, console)
      let recipe = people.map { PeopleRecipe(count: $0, seed: seed) }
      do {
        var configuration = SandboxConfiguration(
          databasePath: path, port: port, token: token, faults: plan, people: recipe,
          clock: Surroundings.system.now)
        configuration.hasSamplePage = true
        configuration.newsfeeds = newsfeeds
        configuration.searchLag = searchLag
        configuration.now = now.flatMap { WrittenTime($0) }.map { ($0.date, $0.minuteOfDay ?? 0) }
        let sandbox = try await Sandbox.start(configuration)
        console.output.write("listening on \(sandbox.baseURL)\n")
        if self.seed == nil, plan != nil || recipe != nil || traffic != nil {
          console.output.write("seed \(seed)\n")
        }
        if token == nil { console.output.write("token \(sandbox.token)\n") }
        try await serve(sandbox) { try await play(on: sandbox, seed, console) }
      } catch let error as SandboxError {
        throw Failure.sandbox(error)
      }
      return []
    }
  }

  private func rules() throws -> [FaultRule] {
    do {
      return try faultTexts.map { try FaultRule($0) }
    } catch let error as FaultRuleError {
      throw ValidationError("--fault \(error)")
    }
  }

  private func faultPlan(_ seed: UInt64, _ console: Console) throws -> FaultPlan? {
    let rules = try rules()
    guard !rules.isEmpty else { return nil }
    return FaultPlan(rules: rules, seed: seed) { strike in
      console.errors.write("fault: \(strike)\n")
    }
  }

  private func play(on sandbox: Sandbox, _ seed: UInt64, _ console: Console) async throws {
    guard let traffic else { return }
    let played = try await SimulatedTraffic(days: traffic, seed: seed).play(on: sandbox)
    console.output.write(
      """
      simulated \(traffic) days of \(played.people) people: \(played.visits) visits, \
      \(played.shown) messages shown, \(played.actions) actions

      """)
  }

  /// Until the first Ctrl-C or SIGTERM, or the server's own end; what comes first is done meanwhile.
  private func serve(
    _ sandbox: Sandbox, first: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await sandbox.run()
        return true
      }
      group.addTask {
        await Interruption.first()
        return true
      }
      group.addTask {
        try await first()
        return false
      }
      defer { group.cancelAll() }
      while try await group.next() == false {}
    }
  }
}
