import Applying
import Campaigns
import Planning
import ProjectFiles
import Remote

/// A message that is to have a file.
struct Candidate: Sendable {
  let message: RemoteMessage
  let key: String
  let lifecycle: Lifecycle
  /// It is the project's already, and has lost its file.
  let isOwn: Bool
  /// What its file says; nil before it was written, and where there is one.
  var text: String?
  /// From the project's root; nil where it has no file yet.
  var path: String?
  var isNewFile = false
}

/// Which messages are imported, and why others are not.
struct Choice: Sendable {
  var candidates: [Candidate] = []
  private var skipped: [ImportReport.Skipped] = []
  private var imported: [ImportReport.Imported] = []
  private var leftAlone: [String: Int] = [:]
  private let project: Project
  private let snapshot: Snapshot

  init(
    _ wish: Importing.Wish, _ project: LoadedProject, _ planner: Planner, _ snapshot: Snapshot,
    _ bystanders: Bystanders
  ) {
    self.project = project.project
    self.snapshot = snapshot
    var sorting = Sorting(project, planner, snapshot, bystanders)
    let ids: [String]
    switch wish {
    case .all:
      ids =
        (bystanders.unowned.map(\.id) + bystanders.strange.map(\.id)
        + bystanders.hindered.map(\.id))
        .sorted { ($0.count, $0) < ($1.count, $1) }
      leftAlone = sorting.others
    case .ids(let named):
      var seen: Set<String> = []
      ids = named.filter { seen.insert($0).inserted }
    }
    for id in ids {
      switch sorting.sort(id) {
      case .candidate(let candidate): candidates.append(candidate)
      case .skipped(let message): skipped.append(message)
      }
    }
  }

  /// Which message each key is for.
  var wishes: [String: String] {
    Dictionary(
      candidates.filter { !$0.isOwn }.map { ($0.key, $0.message.id) },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func skip(_ candidate: Candidate, _ reason: ImportReport.Reason) {
    skipped.append(.init(id: candidate.message.id, name: candidate.message.name, reason: reason))
  }

  mutating func dropSkipped() {
    let ids = Set(skipped.map(\.id))
    candidates.removeAll { ids.contains($0.message.id) }
  }

  /// Takes away the files that were written.
  func withdrawAll(from folder: ProjectFolder) {
    for candidate in candidates { withdraw(candidate, from: folder) }
  }

  private func withdraw(_ candidate: Candidate, from folder: ProjectFolder) {
    if candidate.isNewFile, let path = candidate.path { folder.remove(path) }
  }

  /// Notes what became of each. A file stays where its message is the project's, or may be: should it
  /// not be, the next plan adopts it.
  mutating func settle(_ outcomes: [String: ChangeOutcome?], in folder: ProjectFolder) {
    for candidate in candidates {
      let reason: ImportReport.Reason
      switch outcomes[candidate.key] ?? nil {
      case .applied?:
        take(candidate, doubt: nil)
        continue
      case .mayHaveLanded(let error)?:
        take(candidate, doubt: error)
        continue
      case nil, .failed(.moved, _)?: reason = .changed
      case .failed(let error, _)?: reason = .failed(error)
      case .notAttempted?: reason = .notAttempted
      }
      withdraw(candidate, from: folder)
      skip(candidate, reason)
    }
  }

  private mutating func take(_ candidate: Candidate, doubt: RemoteError?) {
    imported.append(
      .init(
        id: candidate.message.id, key: candidate.key, format: candidate.message.spec.format,
        state: candidate.message.state, path: candidate.path ?? "", isNewFile: candidate.isNewFile,
        doubt: doubt))
  }

  func report(in environment: String, stops: [Stop]) -> ImportReport {
    ImportReport(
      environment: environment, project: project.name, workspace: snapshot.workspace,
      imported: imported, skipped: stops.isEmpty ? skipped : [], stops: stops, leftAlone: leftAlone)
  }
}
