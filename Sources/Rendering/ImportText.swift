public import Applying
import Planning
import Remote

/// What came of taking messages over.
public struct ImportText {
  private let page: Page
  private let pathPrefix: String
  private var ink: Ink { page.ink }

  /// `pathPrefix` goes before the files' paths, which are the project's.
  public init(_ page: Page, pathPrefix: String) {
    self.page = page
    self.pathPrefix = pathPrefix
  }

  public func render(_ report: ImportReport) -> String {
    let facts = [
      "environment \(report.environment)", "project \(report.project)",
      "workspace \(report.workspace.name)",
    ]
    var text =
      (StyledText("herald import", .bold)
      + StyledText(facts.map { " · " + $0.visibleLine }.joined()))
      .painted(ink, from: 0, hanging: 2, width: page.width) + "\n"
    for message in report.imported { text += line(message) }
    for message in report.skipped { text += line(message) }
    for (whose, count) in report.leftAlone.sorted(by: { $0.key < $1.key }) {
      text += note("\(count.counted("message")) of \(whose) left alone")
    }
    if !report.imported.isEmpty || !report.skipped.isEmpty || !report.leftAlone.isEmpty {
      text += "\n"
    }
    if report.stops.isEmpty {
      text +=
        ink.bold(
          "Imported: \(report.imported.count.grouped) adopted, \(report.skipped.count.grouped) skipped."
        ) + "\n"
    }
    return text + StopText(page).render(report.stops, command: "import")
  }

  private func line(_ message: ImportReport.Imported) -> String {
    let path = "\(pathPrefix)\(message.path)".visibleLine
    var text =
      "  \(Symbol.adopt.painted(ink)) \(ink.bold(message.key.visibleLine))"
      + " · \(message.format.rawValue) · \(message.state.rawValue) · message \(message.id.visibleLine)"
      + "  \(ink.dim(path + (message.isNewFile ? "" : " (was there)")))\n"
    if let doubt = message.doubt {
      text += note("\(doubt.description): `herald plan` shows whether it is the project's now")
    }
    return text
  }

  private func line(_ message: ImportReport.Skipped) -> String {
    let name = message.name.map { " · " + $0.visibleLine.cut(to: 40) } ?? ""
    return note("message \(message.id.visibleLine)\(name): \(message.reason.sentence.visibleLine)")
  }

  private func note(_ sentence: String) -> String {
    "  \(Symbol.outside.painted(ink)) "
      + StyledText(sentence).painted(ink, from: 4, hanging: 4, width: page.width)
  }
}

extension ImportReport.Reason {
  /// As `archived`: how reports name it.
  var name: String {
    switch self {
    case .notThere: "not-there"
    case .own: "own"
    case .elsewhere: "elsewhere"
    case .claimed: "claimed"
    case .looksLike: "looks-like"
    case .archived: "archived"
    case .strange: "strange"
    case .unknownSender: "unknown-sender"
    case .zoneless: "no-time-zone"
    case .unsayable: "unsayable"
    case .hindered: "hindered"
    case .invalid: "invalid"
    case .changed: "changed"
    case .failed: "failed"
    case .notAttempted: "not-attempted"
    }
  }

  var sentence: String {
    switch self {
    case .notThere: "the workspace holds no such message; `herald list --unmanaged` lists them"
    case .own(let key): "it is the project's already, as `\(key)`"
    case .elsewhere(let key):
      "it is the campaign `\(key)`, whose file keeps it to other environments (`only_in`)"
    case .claimed(.project(let project, let environment, let key)):
      "it belongs to the project `\(project)`, environment `\(environment)`, as `\(key)`: never touched"
    case .claimed(.unreadable(let problem)):
      "herald remembers something with it that cannot be read (\(problem)): never touched"
    case .looksLike(let project):
      "its external_id is one of the project `\(project)`: give it another one if nobody owns it"
    case .archived: "it is archived, and a file would bring it back"
    case .strange(let problem): "it cannot be understood: \(problem)"
    case .unknownSender(let id): "it comes from `\(id)`, who is no admin of the workspace"
    case .zoneless:
      "a file says the time zone of its dates, and it has none: give it a `schedule.time_zone` in the"
        + " workspace, then import it"
    case .unsayable(let fields):
      "a file cannot say what it has in \(fields.joined(separator: ", "))"
    case .hindered(let obstacles): obstacles.sentence
    case .invalid(let problem): "a file cannot say it: \(problem)"
    case .changed: "it was changed meanwhile: run it again"
    case .failed(let error): error.description
    case .notAttempted: "not attempted"
    }
  }
}
