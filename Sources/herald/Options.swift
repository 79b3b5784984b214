import ArgumentParser
import Campaigns
import Dispatch
import Foundation
import Workflows

/// Which project, and which of its environments.
struct ProjectOptions: ParsableArguments {
  @Option(
    name: [.customShort("C"), .customLong("directory")],
    help: ArgumentHelp("The project's folder, or the one that holds campaigns/.", valueName: "dir"),
    completion: .directory)
  var directory = "."

  func read(_ surroundings: Surroundings) async throws(Failure) -> Reading {
    try await LoadedProject.read(at: directory, surroundings)
  }
}

struct EnvironmentOptions: ParsableArguments {
  @Option(
    name: [.customShort("e"), .customLong("environment")],
    help: ArgumentHelp("The environment; the project's default if left out.", valueName: "name"))
  var environment: String?
}

/// How a remote is spoken with.
struct ConnectionFlags: ParsableArguments {
  @Option(help: ArgumentHelp("Requests under way at once, 1 to 64.", valueName: "n"))
  var parallelism = 8

  @OptionGroup var patience: PatienceFlag

  func validate() throws {
    guard (1...64).contains(parallelism) else {
      throw ValidationError("--parallelism must be from 1 to 64")
    }
  }

  var options: ConnectionOptions {
    ConnectionOptions(parallelism: parallelism, patience: patience.duration)
  }
}

struct PatienceFlag: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Seconds, in all, for which a failing remote is tried again.", valueName: "seconds"))
  var patience = 60

  func validate() throws {
    guard (0...86_400).contains(patience) else {
      throw ValidationError("--patience must be from 0 to 86400 seconds")
    }
  }

  var duration: Duration { .seconds(patience) }
}

extension Surroundings {
  /// This machine, this process, now.
  static let system = Surroundings(
    variables: ProcessInfo.processInfo.environment,
    now: { Int64(Date().timeIntervalSince1970) },
    currentFolder: FileManager.default.currentDirectoryPath,
    workers: max(1, ProcessInfo.processInfo.activeProcessorCount))
}

extension LoadedProject {
  /// The project, unless what is wrong with its files leaves none.
  static func usable(_ reading: Reading) throws(Failure) -> LoadedProject {
    guard let project = reading.project else { throw .files(reading.diagnostics) }
    return project
  }
}

/// Runs a command's work, and turns what is to be said of its end, or its failure, into words and an
/// exit code.
func reporting(to console: Console, _ work: () async throws -> Set<Verdict>) async throws {
  var verdicts: Set<Verdict>
  do {
    verdicts = try await work()
  } catch let failure as Failure {
    console.explain(failure)
    verdicts = [failure.verdict]
  }
  if !console.checkOutput() { verdicts.insert(.failed) }
  if let verdict = Verdict.foremost(of: verdicts) { throw verdict.code }
}

/// Holds a value to the end of the process, whose memory the system takes back at once: freeing the
/// nodes of a large project one by one costs a tenth of a plan.
func keepUntilExit(_ value: some Sendable) {
  _ = Unmanaged.passRetained(Holder(value: value))
}

private final class Holder {
  let value: any Sendable

  init(value: any Sendable) { self.value = value }
}
