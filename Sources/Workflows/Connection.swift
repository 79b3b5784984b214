import Audiences
public import Campaigns
import HTTP
public import ProjectFiles
public import Remote
import Sandbox

/// An open way to an environment's workspace, to be closed when it is no longer needed.
public struct Connection<Face: Sendable>: Sendable {
  /// What the holder may do with the workspace.
  public let workspace: Face
  fileprivate let client: HTTPClient
  fileprivate let sender: RetryingClient
  fileprivate let sandbox: Sandbox?

  /// Tries no request again from now on: for who is asked to stop.
  public func endPatience() { sender.endPatience() }

  public func close() async {
    await client.shutDown()
    await sandbox?.stop()
  }
}

extension ProjectFolder {
  /// A connection that can only look.
  public func connectForReading(
    to environment: Environment, _ options: ConnectionOptions, _ surroundings: Surroundings
  ) async throws(Failure) -> Connection<any WorkspaceReading> {
    try await connect(to: environment, options, surroundings) { sender, remote in
      switch remote.api {
      case .messages: MessagesReader(sender: sender, url: remote.url, token: remote.token)
      case .intercom:
        IntercomReader(
          sender: sender, url: remote.url, token: remote.token, moment: surroundings.moment(in:))
      }
    }
  }

  /// A connection that can look at people: those every API tells of alike.
  func connectToPeople(
    of environment: Environment, _ options: ConnectionOptions, _ surroundings: Surroundings
  ) async throws(Failure) -> Connection<any PeopleReading> {
    try await connect(to: environment, options, surroundings) { sender, remote in
      MessagesReader(sender: sender, url: remote.url, token: remote.token)
    }
  }

  /// A connection that can look at what messages did.
  func connectForMeasuring(
    of environment: Environment, _ options: ConnectionOptions, _ surroundings: Surroundings,
    onEvent: @escaping @Sendable (MeasuringEvent) -> Void
  ) async throws(Failure) -> Connection<any StatsReading> {
    try await connect(
      to: environment, options, surroundings, maximumBodySize: Self.largestExport
    ) { sender, remote in
      switch remote.api {
      case .messages: MessagesReader(sender: sender, url: remote.url, token: remote.token)
      case .intercom:
        IntercomStats(
          sender: sender, url: remote.url, token: remote.token, moment: surroundings.moment(in:),
          sleep: RetryEnvironment.system().sleep, onEvent: onEvent)
      }
    }
  }

  /// In bytes, packed: what came of content is one file for all of a workspace's people.
  private static let largestExport = 1 << 30

  /// A connection that can also write.
  public func connectForWriting(
    to environment: Environment, _ options: ConnectionOptions, _ surroundings: Surroundings
  ) async throws(Failure) -> Connection<any Destination> {
    try await connect(to: environment, options, surroundings) { sender, remote in
      switch remote.api {
      case .messages: MessagesClient(sender: sender, url: remote.url, token: remote.token)
      case .intercom:
        IntercomClient(
          sender: sender, url: remote.url, token: remote.token, now: surroundings.now,
          moment: surroundings.moment(in:))
      }
    }
  }

  /// A connection that can deliver.
  ///
  /// - Throws: `unsupported` for a remote that shows messages by itself.
  func connectForDelivering(
    in environment: Environment, _ options: ConnectionOptions, _ surroundings: Surroundings
  ) async throws(Failure) -> Connection<any DeliveryRemote> {
    guard case .intercom = environment.remote else {
      throw .unsupported(
        "the remote of `\(environment.name)` shows messages by itself: only `remote: intercom` "
          + "needs them delivered")
    }
    return try await connect(to: environment, options, surroundings) { sender, remote in
      IntercomDeliveries(
        IntercomClient(
          sender: sender, url: remote.url, token: remote.token, now: surroundings.now,
          moment: surroundings.moment(in:)))
    }
  }

  /// A remote that can be spoken with.
  private struct OpenRemote {
    enum API { case messages, intercom }

    let api: API
    let url: String
    let token: Secret
  }

  private func connect<Face: Sendable>(
    to environment: Environment, _ options: ConnectionOptions, _ surroundings: Surroundings,
    maximumBodySize: Int? = nil, _ make: (any HTTPSender, OpenRemote) -> Face
  ) async throws(Failure) -> Connection<Face> {
    var sandbox: Sandbox?
    let remote: OpenRemote
    var allowedHosts = surroundings.allowedHosts
    switch environment.remote {
    case .sandbox:
      let started = try await startSandbox(surroundings)
      sandbox = started
      remote = OpenRemote(
        api: .messages, url: started.baseURL, token: Secret(started.token))
      allowedHosts = nil
    case .messages(let address, let variable):
      remote = OpenRemote(api: .messages, url: address, token: try surroundings.token(variable))
    case .intercom(let host, let variable):
      remote = OpenRemote(api: .intercom, url: host.url, token: try surroundings.token(variable))
    }
    do throws(HTTPError) {
      var configuration = HTTPClient.Configuration()
      configuration.maximumConcurrency = options.parallelism
      if let maximumBodySize { configuration.maximumBodySize = maximumBodySize }
      configuration.allowedHosts = allowedHosts
      configuration.certificateFile = HTTPClient.Configuration.certificateFile(
        in: surroundings.variables)
      let client = try HTTPClient(configuration)
      let sender = RetryingClient(
        client, policy: RetryPolicy(patience: options.patience), environment: .system())
      return Connection(
        workspace: make(sender, remote), client: client, sender: sender, sandbox: sandbox)
    } catch {
      await sandbox?.stop()
      throw .remote(.notSent(reason: "\(error)"))
    }
  }

  private func startSandbox(_ surroundings: Surroundings) async throws(Failure) -> Sandbox {
    let database = ProjectFolder.join(path, ".herald/sandbox.sqlite")
    do throws(SandboxError) {
      return try await Sandbox.start(
        SandboxConfiguration(databasePath: database, clock: surroundings.now))
    } catch {
      throw .sandbox(error)
    }
  }
}

extension RemoteAddress.IntercomHost {
  /// Where the public API of a region is answered.
  fileprivate var url: String {
    switch self {
    case .region(.us): "https://api.intercom.io"
    case .region(.eu): "https://api.eu.intercom.io"
    case .region(.au): "https://api.au.intercom.io"
    case .url(let url): url
    }
  }
}

extension Surroundings {
  /// Now, in a zone; nil where there is no such zone.
  func moment(in timeZone: String) -> Audiences.Moment? {
    ZoneClock(named: timeZone).map { Audiences.Moment(now: now(), in: $0) }
  }

  /// The token that an environment variable holds.
  func token(_ variable: String) throws(Failure) -> Secret {
    guard let value = variables[variable] else { throw .token(.unset, variable: variable) }
    if value.isEmpty { throw .token(.empty, variable: variable) }
    let token = Secret(value)
    guard token.isSendable else { throw .token(.unsendable, variable: variable) }
    return token
  }
}

/// How a remote is spoken with.
public struct ConnectionOptions: Sendable, Hashable {
  /// Requests under way at once, at least 1.
  public var parallelism: Int
  /// How long a failing remote is tried again, by all requests together.
  public var patience: Duration

  public init(parallelism: Int = 8, patience: Duration = .seconds(60)) {
    self.parallelism = parallelism
    self.patience = patience
  }
}
