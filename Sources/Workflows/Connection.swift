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
    try await connect(to: environment, options, surroundings) { sender, url, token in
      MessagesReader(sender: sender, url: url, token: token)
    }
  }

  /// A connection that can look at people.
  func connectToPeople(
    of environment: Environment, _ options: ConnectionOptions, _ surroundings: Surroundings
  ) async throws(Failure) -> Connection<any PeopleReading> {
    try await connect(to: environment, options, surroundings) { sender, url, token in
      MessagesReader(sender: sender, url: url, token: token)
    }
  }

  /// A connection that can look at what messages did.
  func connectForMeasuring(
    of environment: Environment, _ options: ConnectionOptions, _ surroundings: Surroundings
  ) async throws(Failure) -> Connection<any StatsReading> {
    try await connect(to: environment, options, surroundings) { sender, url, token in
      MessagesReader(sender: sender, url: url, token: token)
    }
  }

  /// A connection that can also write.
  public func connectForWriting(
    to environment: Environment, _ options: ConnectionOptions, _ surroundings: Surroundings
  ) async throws(Failure) -> Connection<any Destination> {
    try await connect(to: environment, options, surroundings) { sender, url, token in
      MessagesClient(sender: sender, url: url, token: token)
    }
  }

  private func connect<Face: Sendable>(
    to environment: Environment, _ options: ConnectionOptions, _ surroundings: Surroundings,
    _ make: (any HTTPSender, String, Secret) -> Face
  ) async throws(Failure) -> Connection<Face> {
    var sandbox: Sandbox?
    let url: String
    let token: Secret
    let allowedHosts: [String]?
    switch environment.remote {
    case .sandbox:
      let started = try await startSandbox(surroundings)
      sandbox = started
      (url, token, allowedHosts) = (started.baseURL, Secret(started.token), nil)
    case .messages(let address, let variable):
      token = try surroundings.token(variable)
      (url, allowedHosts) = (address, surroundings.allowedHosts)
    case .intercom:
      throw .unsupported(
        "`remote: intercom` cannot be planned or applied yet: only `sandbox` and `messages` can")
    }
    do throws(HTTPError) {
      var configuration = HTTPClient.Configuration()
      configuration.maximumConcurrency = options.parallelism
      configuration.allowedHosts = allowedHosts
      configuration.certificateFile = HTTPClient.Configuration.certificateFile(
        in: surroundings.variables)
      let client = try HTTPClient(configuration)
      let sender = RetryingClient(
        client, policy: RetryPolicy(patience: options.patience), environment: .system())
      return Connection(
        workspace: make(sender, url, token), client: client, sender: sender, sandbox: sandbox)
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

extension Surroundings {
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
