public import Applying
public import Campaigns
import Diagnostics
public import Planning
import ProjectFiles
public import Remote

/// Takes over messages that nobody's files own: writes their files, then marks them as the project's.
///
/// The file comes first: should anything end in between, the next plan finds that the message says
/// what the file does, and adopts it. The other way round it would take the message away.
public struct Importing: Sendable {
  public enum Wish: Sendable, Hashable {
    case all
    case ids([String])
  }

  private let project: LoadedProject
  private let environment: Environment
  /// From the project's root; empty is the root.
  private let folder: String
  private let commit: GitCommit?
  private let parallelism: Int
  private let surroundings: Surroundings

  /// - Parameter folder: where files are written, from the project's root.
  public init(
    into project: LoadedProject, in environment: Environment, folder: String, commit: GitCommit?,
    parallelism: Int, _ surroundings: Surroundings
  ) {
    self.project = project
    self.environment = environment
    self.folder = folder
    self.commit = commit
    self.parallelism = parallelism
    self.surroundings = surroundings
  }

  /// - Throws: what is wrong with the files, and what keeps the workspace from being read.
  public func run(
    _ wish: Wish, over workspace: any Destination, isInterrupted: @escaping @Sendable () -> Bool
  ) async throws(Failure) -> ImportReport {
    let desired = try project.desired(in: environment)
    let (snapshot, bystanders) = try await look(workspace)
    let strangers = project.senderProblems(desired, snapshot)
    guard strangers.isEmpty else { throw .files(strangers) }
    let planner = Planner(
      desired, over: snapshot, commit: commit, now: surroundings.now()
    ).knowing(bystanders)
    var choice = Choice(wish, project, planner, snapshot, bystanders)
    let stops = planner.plan().stops.filter { stop in
      if case .otherEnvironment = stop { true } else { false }
    }
    guard stops.isEmpty else { return choice.report(in: environment.name, stops: stops) }
    try write(&choice, admins: snapshot.admins)
    do throws(Failure) {
      try await take(&choice, over: workspace, isInterrupted)
    } catch {
      choice.withdrawAll(from: project.folder)
      throw error
    }
    return choice.report(in: environment.name, stops: [])
  }

  private func look(
    _ workspace: any WorkspaceReading
  ) async throws(Failure) -> (Snapshot, Bystanders) {
    let snapshot = try await project.snapshot(workspace)
    return (snapshot, try await project.bystanders(workspace))
  }

  /// Writes the files that are not there yet.
  private func write(_ choice: inout Choice, admins: [Admin]) throws(Failure) {
    var writer = CampaignFileWriter(project.project, environment, admins: admins)
    for index in choice.candidates.indices where choice.candidates[index].path == nil {
      let candidate = choice.candidates[index]
      do throws(Unsayable) {
        choice.candidates[index].text = try writer.text(
          candidate.key, candidate.message.spec, candidate.lifecycle, path: "\(candidate.key).yaml")
      } catch {
        choice.skip(candidate, error.reason)
      }
    }
    choice.dropSkipped()
    do throws(FileUnwritable) {
      for index in choice.candidates.indices { try create(&choice.candidates[index]) }
    } catch {
      choice.withdrawAll(from: project.folder)
      throw .unwritable(path: error.path, reason: error.reason)
    }
  }

  /// Under the first name that is free.
  private func create(_ candidate: inout Candidate) throws(FileUnwritable) {
    guard let text = candidate.text, candidate.path == nil else { return }
    var number = 1
    while true {
      let name = number == 1 ? "\(candidate.key).yaml" : "\(candidate.key)-\(number).yaml"
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      if try project.folder.create(path, text) {
        candidate.path = path
        candidate.isNewFile = true
        return
      }
      number += 1
    }
  }

  /// Reads the project again with its new files, and adopts what the plan says can be adopted.
  private func take(
    _ choice: inout Choice, over workspace: any Destination,
    _ isInterrupted: @escaping @Sendable () -> Bool
  ) async throws(Failure) {
    guard !choice.candidates.isEmpty else { return }
    let reading = try await LoadedProject.read(at: project.folder.path, surroundings)
    guard let project = reading.project else { throw .files(reading.diagnostics) }
    let desired = try project.desired(in: environment)
    let (snapshot, bystanders) = try await look(workspace)
    let keys = choice.candidates.map(\.key)
    let planner = Planner(
      desired, over: snapshot,
      intent: Intent(selection: Selection(only: keys.map { .word($0, path: $0) })), commit: commit,
      now: surroundings.now()
    ).knowing(bystanders, wishes: choice.wishes)
    let plan = planner.plan()
    let adoptions = plan.changes.filter { $0.action == .adopt && keys.contains($0.key) }
    let report = await Applier(
      destination: workspace, parallelism: parallelism, isInterrupted: isInterrupted
    ).apply(adoptions.map { $0.dated(surroundings.now()) }) { _ in }
    var outcomes = Dictionary(
      report.results.map { ($0.change.key, Optional($0.outcome)) }, uniquingKeysWith: { $1 })
    // What was the project's before has nothing to be adopted.
    let changed = Set(plan.changes.map(\.key))
    for candidate in choice.candidates where candidate.isOwn && !changed.contains(candidate.key) {
      outcomes[candidate.key] = .applied
    }
    choice.settle(outcomes, in: project.folder)
  }
}

extension Unsayable {
  fileprivate var reason: ImportReport.Reason {
    switch self {
    case .wrong(let problems): .invalid(problem: problems.first?.message ?? "nothing can be read")
    case .different(let fields): .unsayable(fields: fields)
    }
  }
}
