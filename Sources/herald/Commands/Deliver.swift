import ArgumentParser
import Delivering
import Foundation
import JSON
import Planning
import Rendering
import Workflows

struct Deliver: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Send what is due, where the remote does not show messages by itself.",
    discussion: """
      Example: herald deliver -e intercom --dry-run

      For `remote: intercom`, from what was applied there: a chat is sent to everybody who matches now \
      and has not got it, each person at most once; a post is shown from its start to its end. Who got \
      a chat has the tag `herald: PROJECT/KEY`. Run it from a schedule, or with --watch. `herald pause` \
      stops it within one request; Ctrl-C finishes what is in flight. A run that was cut short is gone \
      on with by the next; with --watch, a remote that cannot be reached is tried again.
      """)

  @Argument(help: ArgumentHelp("Campaigns; all if left out.", valueName: "key"))
  var keys: [String] = []

  @Flag(help: "Count whom it would be sent to, and send nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("Send to so many people at most in one run.", valueName: "n"))
  var limit: Int?

  @Option(help: ArgumentHelp("Send so many messages a minute at most.", valueName: "n"))
  var rate: Int?

  @Flag(help: "Keep running, and deliver again and again, until interrupted.")
  var watch = false

  @Option(help: ArgumentHelp("Seconds between two runs of --watch.", valueName: "seconds"))
  var every = 60

  @Option(
    help: ArgumentHelp(
      "A campaign whose tag people have lost, which is to be sent all the same. May be repeated.",
      valueName: "key"))
  var acceptLedger: [String] = []

  @Option(
    help: ArgumentHelp(
      "Seconds after which another delivery may go on with what this one left.",
      valueName: "seconds"))
  var lease = DeliverySettings.usualLease

  @Flag(help: "Do not ask.")
  var autoApprove = false

  @OptionGroup var project: ProjectOptions
  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var connection: DeliveryConnectionFlags
  @OptionGroup var format: FormatOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
    if let rate, !(1...100_000).contains(rate) {
      throw ValidationError("--rate must be from 1 to 100000 messages a minute")
    }
    guard (1...86_400).contains(every) else {
      throw ValidationError("--every must be from 1 to 86400 seconds")
    }
    let longest = Int(DeliverySettings.longestLease)
    guard (10...longest).contains(lease) else {
      throw ValidationError("--lease must be from 10 to \(longest) seconds")
    }
    if let rate, DeliverySettings.shortestLease(rate: rate) > lease {
      throw ValidationError(
        "with --rate \(rate), --lease must be at least \(DeliverySettings.shortestLease(rate: rate)) "
          + "seconds")
    }
    if watch, !acceptLedger.isEmpty {
      throw ValidationError(
        "--accept-ledger says what is known now: deliver once with it, and then --watch")
    }
    if watch, dryRun { throw ValidationError("--watch sends; it does not go with --dry-run") }
  }

  func run() async throws {
    let console = Console()
    guard autoApprove || dryRun || console.canAsk else {
      throw ValidationError("nobody can be asked here: pass --auto-approve")
    }
    try await reporting(to: console) {
      try format.check()
      let head = try ProjectHead.read(at: project.directory)
      let interruption = Interruption { [errors = console.errors] in errors.write($0) }
      let session = DeliverySession(
        console: console, interruption: interruption, asksFirst: !autoApprove && !dryRun,
        tellsProgress: !dryRun)
      return try await session.rounds(every: watch ? every : nil) { () throws(Failure) in
        let outcome = try await head.deliver(
          keys, in: environment.environment, connection.options, settings(interruption), .system,
          session, onOpen: { interruption.onStopping($0) })
        return (outcome, show(outcome, to: console))
      }
    }
  }

  private func settings(_ interruption: Interruption) -> DeliverySettings {
    let start = ContinuousClock.now
    return DeliverySettings(
      now: { Surroundings.system.now() }, elapsed: { ContinuousClock.now - start },
      sleep: { duration in
        do {
          try await Task.sleep(for: duration)
        } catch {
          // Cancelled, which the caller sees in its task.
          return
        }
      },
      holder: UUID().uuidString, parallelism: connection.parallelism, limit: limit,
      pause: rate.map { .seconds(60) / $0 } ?? .zero, leaseLength: Int64(lease),
      isRehearsal: dryRun,
      acceptedLedgers: Set(acceptLedger), isInterrupted: { interruption.isRequested })
  }

  private func show(_ outcome: DeliveryOutcome, to console: Console) -> Set<Verdict> {
    guard let report = outcome.report else {
      console.errors.write("Not approved: nothing was sent.\n")
      return outcome.verdicts
    }
    let (project, place) = (outcome.outlook.project, outcome.outlook.environment)
    let workspace = outcome.outlook.workspace
    let writing = format.write(to: console) { name, page in
      switch name {
      case .text:
        DeliveryText(page).render(
          report, environment: place, project: project, workspace: workspace, isRehearsal: dryRun)
      case .json:
        DeliveryJSON.render(
          report, environment: place, project: project, workspace: workspace, isRehearsal: dryRun
        ).pretty(endsLine: true)
      }
    }
    return outcome.verdicts.union(writing)
  }
}

/// `--parallelism` and `--patience` of who delivers: many people at once.
struct DeliveryConnectionFlags: ParsableArguments {
  @Option(help: ArgumentHelp("People sent to at once, 1 to 256.", valueName: "n"))
  var parallelism = DeliverySettings.usualParallelism

  @OptionGroup var patience: PatienceFlag

  func validate() throws {
    guard (1...256).contains(parallelism) else {
      throw ValidationError("--parallelism must be from 1 to 256")
    }
  }

  var options: ConnectionOptions {
    ConnectionOptions(
      parallelism: DeliverySettings.requests(forPeople: parallelism), patience: patience.duration)
  }
}
