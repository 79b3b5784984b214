import Audiences
import Dispatch
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A running server of the messages API over a database file.
///
/// It ends with `stop()`, or with the process: whatever was answered is kept either way.
public final class Sandbox: Sendable {
  /// The port that it listens on.
  public let port: Int
  /// What clients must present as a bearer token.
  public let token: String
  /// Where clients find it, as `http://127.0.0.1:4000`.
  public let baseURL: String
  package let store: Store
  private let serving: Serving

  private init(port: Int, token: String, baseURL: String, store: Store, serving: Serving) {
    self.port = port
    self.token = token
    self.baseURL = baseURL
    self.store = store
    self.serving = serving
  }

  /// Opens the database, which is made and seeded when it is missing, fills it with people where
  /// that is asked for, and listens.
  public static func start(
    _ configuration: SandboxConfiguration
  ) async throws(SandboxError) -> Sandbox {
    let store = try await offTheCooperativePool {
      Result { () throws(SandboxError) in
        let store = try Store.open(
          configuration.databasePath, patience: configuration.patience,
          pageLimit: configuration.pageLimit)
        if let people = configuration.people {
          try store.fill(people, at: configuration.clock(), configuration.databasePath)
        }
        return store
      }
    }.get()
    let token = configuration.token ?? RandomToken.make()
    let clock = SandboxClock(configuration.clock)
    if let now = configuration.now {
      let zone = try await zone(of: store, configuration.databasePath)
      clock.set(
        zone.instant(daysSince1970: now.date.daysSince1970, minuteOfDay: now.minuteOfDay),
        stands: false)
    }
    do {
      try await store.makeNewsfeeds(configuration.newsfeeds, at: clock.now)
    } catch {
      await close(store)
      throw .databaseUnusable(
        path: configuration.databasePath, reason: String(describing: error))
    }
    let router = Routes.router(
      conventions: Conventions(
        authentication: Authentication(token: token),
        rateLimit: RateLimit(perMinute: configuration.rateLimit ?? RateLimit.requestsPerMinute),
        store: store, hasSamplePage: configuration.hasSamplePage, clock: configuration.clock),
      faults: configuration.faults, store: store, clock: clock, searchLag: configuration.searchLag)
    let connections = OpenConnections()
    let (events, continuation) = AsyncStream.makeStream(of: Result<Int, SandboxError>.self)
    let application = Application(
      router: router,
      server: .http1(
        configuration: .init(additionalChannelHandlers: [
          MalformedRequests(), connections.noting(),
        ])),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port),
        serverName: "herald sandbox"),
      onServerRunning: { channel in
        continuation.yield(.success(channel.localAddress?.port ?? configuration.port))
      },
      logger: silence)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [application], logger: silence))
    let serving = Serving(
      grace: configuration.grace, group: group, connections: connections,
      task: Task {
        do {
          try await group.run()
        } catch {
          continuation.yield(.failure(SandboxError(listening: error, configuration)))
          throw error
        }
      })
    for await event in events {
      switch event {
      case .success(let port):
        return Sandbox(
          port: port, token: token, baseURL: "http://\(authority(configuration.host)):\(port)",
          store: store, serving: serving)
      case .failure(let error):
        await close(store)
        throw error
      }
    }
    // The task was cancelled while it waited.
    _ = await serving.end()
    await close(store)
    throw .endedEarly(reason: "it was stopped before it listened")
  }

  /// Serves until the task is cancelled, then stops. For a server in the foreground.
  public func run() async throws(SandboxError) {
    let outcome = await withTaskCancellationHandler {
      await serving.task.result
    } onCancel: { [serving] in
      Task { await serving.end() }
    }
    await Self.close(store)
    if case .failure(let error) = outcome, !(error is CancellationError) {
      throw .endedEarly(reason: String(describing: error))
    }
  }

  /// Lets what is in flight finish, ends the connections and closes the database. Stopping twice is
  /// harmless.
  public func stop() async {
    _ = await serving.end()
    await Self.close(store)
  }

  private static let silence = Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }

  /// An IPv6 address stands in brackets.
  private static func authority(_ host: String) -> String {
    host.contains(":") ? "[\(host)]" : host
  }

  private static func zone(
    of store: Store, _ path: String
  ) async throws(SandboxError) -> ZoneClock {
    do {
      return try ZoneClock(ofWorkspace: await store.workspace().timeZone)
    } catch {
      await close(store)
      throw .databaseUnusable(path: path, reason: String(describing: error))
    }
  }

  private static func close(_ store: Store) async {
    // What was answered is on the disk already; the process's end closes what this cannot.
    _ = await offTheCooperativePool { Result { try store.close() } }
  }

  /// Runs what waits for a disk on a thread that may wait.
  private static func offTheCooperativePool<Value: Sendable>(
    _ body: @escaping @Sendable () -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: body()) }
    }
  }
}

/// The server while it runs, and how it ends.
private struct Serving: Sendable {
  /// How long requests that are under way may take to finish.
  let grace: Duration
  let group: ServiceGroup
  let connections: OpenConnections
  let task: Task<Void, any Error>

  /// How often what is left is cut then.
  private static let cuts = 3

  /// Takes no more connections, lets those that wait for an answer have it, and cuts what is left
  /// then: a request that never ends must not keep the server. To cancel the server loses connections
  /// between those that were taken and those that are served, which ends the process: so it comes
  /// last, when nothing but a request that heeds no cut can be left.
  func end() async -> Result<Void, any Error> {
    await group.triggerGracefulShutdown()
    let cutting = Task {
      do {
        for _ in 0..<Self.cuts {
          try await Task.sleep(for: grace)
          connections.cut()
        }
      } catch {
        return
      }
      task.cancel()
    }
    let outcome = await task.result
    cutting.cancel()
    return outcome
  }
}

extension SandboxError {
  /// Why the server does not listen.
  fileprivate init(listening error: any Error, _ configuration: SandboxConfiguration) {
    let (host, port) = (configuration.host, configuration.port)
    guard let error = error as? IOError else {
      self = .addressUnusable(host: host, port: port, reason: String(describing: error))
      return
    }
    self =
      error.errnoCode == EADDRINUSE
      ? .addressInUse(host: host, port: port)
      : .addressUnusable(host: host, port: port, reason: error.description)
  }
}
