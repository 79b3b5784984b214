public import Applying
import Campaigns
import Diagnostics
import JSON
import Planning
import ProjectFiles
import Remote

extension PauseReport {
  public var verdicts: Set<Verdict> {
    var verdicts: Set<Verdict> = []
    for result in results {
      switch result.end {
      case .failed(let error), .stopped(let error): verdicts.insert(error.verdict)
      case .paused, .wasNot: break
      }
    }
    let isPartial = !verdicts.isEmpty && results.contains { $0.end == .paused }
    return isPartial ? verdicts.union([.partial]) : verdicts
  }
}

extension ProjectHead {
  /// Stops messages from being shown or sent, now. Needs no campaign's file: an apply does not lift it,
  /// unless the file's `status` changes or a person says so.
  ///
  /// - Parameters:
  ///   - keys: of the campaigns that are meant; nil for all.
  ///   - reason: for whoever wonders why; kept with the message.
  /// - Throws: `noMessage` among others; nothing was paused then.
  public func pause(
    _ keys: [String]?, because reason: String?, in name: String?, _ options: ConnectionOptions,
    _ surroundings: Surroundings
  ) async throws(Failure) -> PauseReport {
    let environment = try chosenEnvironment(name)
    let project = try names(of: name).project
    let open = try await folder.connectForWriting(to: environment, options, surroundings)
    let pause = Pause(
      reason: reason, now: surroundings.now(), projects: [project] + formerNames)
    return try await open.closing { workspace throws(Failure) in
      let found: PausableMessages
      do throws(RemoteError) {
        found = try await workspace.pausable(of: pause.projects)
      } catch {
        throw .remote(error)
      }
      let snapshot = found.snapshot
      let own = snapshot.messages.filter { $0.record?.environment == environment.name }
      let known = own.compactMap { $0.record?.key }
      let missing = (keys ?? []).filter { !known.contains($0) }
      let isUnknown = { key in !found.unreadable.contains { pause.is($0.externalID, key) ?? true } }
      if let key = missing.first(where: isUnknown) {
        throw .noMessage(
          key: key,
          suggestion: suggestion(
            for: key, among: known + found.unreadable.compactMap { pause.key(of: $0.externalID) }))
      }
      var results = await pause.stop(missing, found.unreadable, all: keys == nil, workspace)
      for message in own {
        guard let key = message.record?.key, keys?.contains(key) ?? true else { continue }
        if keys == nil, message.state != .live { continue }
        results.append(
          PauseReport.Result(key: key, end: await pause.carryOut(message, workspace)))
      }
      return PauseReport(
        project: project, environment: environment.name, workspace: snapshot.workspace,
        results: results.sorted { $0.key < $1.key })
    }
  }
}

/// Pausing one message after the other.
private struct Pause {
  let reason: String?
  let now: Int64
  let projects: [String]

  /// How often somebody else's change is followed before it is given up.
  private static let attempts = 5

  /// Stops what cannot be read, as far as it is meant: each of the keys may be one of these.
  func stop(
    _ keys: [String], _ unreadable: [(externalID: String?, error: RemoteError)], all: Bool,
    _ workspace: any Destination
  ) async -> [PauseReport.Result] {
    var results: [PauseReport.Result] = []
    for key in keys {
      // Its own record, or one of which nobody can tell whose it is.
      let own = unreadable.first { self.is($0.externalID, key) == true }
      guard let item = own ?? unreadable.first(where: { $0.externalID == nil }) else { continue }
      let names = own?.externalID.map { [$0] } ?? projects.map { "\($0)/\(key)" }
      let end = await stop(names, isKnown: own != nil, item.error, workspace)
      results.append(PauseReport.Result(key: key, end: end))
    }
    guard all else { return results }
    for item in unreadable {
      let names = item.externalID.map { [$0] } ?? []
      let end = await stop(names, isKnown: true, item.error, workspace)
      results.append(PauseReport.Result(key: key(of: item.externalID) ?? "unreadable", end: end))
    }
    return results
  }

  func key(of externalID: String?) -> String? {
    externalID?.split(separator: "/", maxSplits: 1).last.map { String($0) }
  }

  /// Whether an `external_id` is that of a campaign; nil where it is not known.
  func `is`(_ externalID: String?, _ key: String) -> Bool? {
    externalID.map { id in projects.contains { "\($0)/\(key)" == id } }
  }

  private func stop(
    _ externalIDs: [String], isKnown: Bool, _ error: RemoteError, _ workspace: any Destination
  ) async -> PauseReport.End {
    var isStopped = false
    for externalID in externalIDs {
      do throws(RemoteError) {
        isStopped = try await workspace.stopSending(externalID, isKnown: isKnown) || isStopped
      } catch let problem {
        return .failed(problem)
      }
    }
    return isStopped ? .stopped(error) : .failed(error)
  }

  func carryOut(
    _ message: RemoteMessage, _ workspace: any Destination
  ) async -> PauseReport.End {
    var message = message
    var problem: RemoteError = .moved
    for _ in 0..<Self.attempts {
      guard message.state == .live, let draft = draft(message) else {
        return .wasNot(message.state)
      }
      do throws(RemoteError) {
        _ = try await workspace.perform(
          .update(id: message.id, etag: message.etag, draft))
        return .paused
      } catch {
        problem = error
      }
      guard problem == .moved else { break }
      do throws(RemoteError) {
        let id = message.id
        let now = try await workspace.pausable(of: projects).snapshot.messages
          .first { $0.id == id }
        guard let now else { return .failed(.notFound) }
        message = now
      } catch {
        return .failed(error)
      }
    }
    return .failed(problem)
  }

  /// The message as it is, but paused; what was applied stays what is remembered.
  private func draft(_ message: RemoteMessage) -> MessageDraft? {
    guard let record = message.record, let externalID = message.externalID else { return nil }
    var spec = message.spec
    spec.status = .paused
    var metadata = message.otherMetadata
    metadata[PauseNote.name] = .object(PauseNote(reason: reason, at: now).json)
    return MessageDraft(
      externalID: externalID, name: message.name ?? record.key, state: .paused, spec: spec,
      record: record, otherMetadata: metadata)
  }
}
