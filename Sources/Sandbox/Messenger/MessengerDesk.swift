import Audiences
import GRDB
import Synchronization

/// Answers pages: what their people see, and what they did with it.
///
/// Live messages are compiled once and kept until they move, which a count in the database tells,
/// whichever process moved them, or until a second has passed, for rules look back from now.
final class MessengerDesk: Sendable {
  private let writes: SharedWrites
  private let clock: @Sendable () -> Int64
  private let compiled: Compiled

  init(_ store: Store, clock: @escaping @Sendable () -> Int64) {
    let compiled = Compiled()
    self.clock = clock
    self.compiled = compiled
    // What was compiled in a transaction that is not kept was never so.
    writes = SharedWrites(store) { compiled.forget() }
  }

  func answer(_ ping: Ping) async throws -> PingAnswer {
    try await writes.perform { [clock, compiled] database, totals in
      let now = clock()
      var live = try compiled.campaigns(at: now, database)
      if live.catalogue.fixesPeople(at: now) {
        try Store.fixPeople(at: now, database)
        live = try compiled.campaigns(at: now, database)
      }
      return try Store.answer(ping, at: now, live, &totals, database)
    }
  }

  func record(_ action: ReceiptAction, on key: ReceiptKey) async throws -> Receipt {
    try await writes.perform { [clock] database, totals in
      try Store.record(action, on: key, at: clock(), &totals, database)
    }
  }
}

/// The live messages as they were when they were last looked at.
private final class Compiled: Sendable {
  private let live = Mutex<LiveCampaigns?>(nil)

  func campaigns(at now: Int64, _ database: Database) throws -> LiveCampaigns {
    let version = try Catalogue.version(database)
    let kept = live.withLock(\.self)
    if let kept, kept.catalogue.version == version, kept.moment.now == now { return kept }
    let catalogue =
      if let kept, kept.catalogue.version == version { kept.catalogue } else {
        try Catalogue(database)
      }
    let made = LiveCampaigns(catalogue, at: now)
    live.withLock { $0 = made }
    return made
  }

  func forget() { live.withLock { $0 = nil } }
}
