import Planning

/// Why a plan is not applied, and what a person can do.
struct StopText {
  private let page: Page

  init(_ page: Page) { self.page = page }

  /// Empty when nothing stops it.
  func render(_ stops: [Stop], command: String) -> String {
    guard !stops.isEmpty else { return "" }
    let ink = page.ink
    func line(_ text: String) -> String {
      StyledText(text).painted(ink, from: 4, hanging: 4, width: page.width)
    }
    // A plan is made for an apply; what is destroyed is refused by destroy itself.
    let refuser = command == "destroy" ? command : "apply"
    var text = "\n" + ink.bold(ink.red("Stopped: \(refuser) refuses this plan.")) + "\n"
    for (index, stop) in stops.enumerated() {
      text += "  \(ink.red("×")) \(line(stop.sentence))"
      // What helps against several in a row is said once.
      let isRepeated = index + 1 < stops.count && stops[index + 1].help == stop.help
      if !stop.help.isEmpty, !isRepeated { text += "    \(line(stop.help))" }
    }
    return text
  }
}

extension Stop {
  var sentence: String {
    switch self {
    case .everythingGone(let owned):
      "no file is left for any of the \(owned.counted("message")) that the project has there"
    case .protected(let change, let key): "change \(change): `\(key.visibleLine)` is protected"
    case .tooManyDeletes(let count, let live, let allowed):
      "\(count.counted("live message")) of \(live.grouped) would go; at most \(allowed.grouped) may"
    case .conflict(let change, let key, let fields):
      "change \(change): `\(key.visibleLine)` was changed outside and in the files: "
        + fields.joined(separator: ", ").visibleLine
    case .otherEnvironment(let name, let messages):
      "the workspace holds \(messages.counted("message")) of this project's environment"
        + " `\(name.visibleLine)`"
    case .taken(let externalID, let holder):
      "`\(externalID.visibleLine)` is taken by a message \(holder.text)"
    case .movedAway(let change, let key, let message):
      "change \(change): `\(key.visibleLine)` was moved to the project"
        + " `\(message.project.visibleLine)`"
        + " (`\((message.externalID ?? message.id).visibleLine)`, \(message.state.rawValue));"
        + " creating it shows it to everyone again"
    case .tornApart(let change, let key, let needs):
      "change \(change): `\(key.visibleLine)` takes the place of `\(needs.visibleLine)`, which is"
        + " left out and would have to make way first"
    case .tooManyExposed(let count, let allowed):
      "\(count.upTo) would be newly exposed; at most \(allowed.grouped) may be"
    case .reachesTooMany(let change, let key, let count, let allowed):
      "change \(change): `\(key.visibleLine)` would reach \(count.upTo);"
        + " a campaign may reach at most \(allowed.grouped)"
    case .notCounted(let changes, let limits):
      "nobody counted whom \(changes.counted("change")) would expose, and "
        + limits.map { "`\($0)`" }.joined(separator: " and ")
        + (limits.count == 1 ? " limits it" : " limit it")
    case .frozen(let until, let timeZone, let reason):
      "nothing may be applied until \(TimeText.ending(until, timeZone: timeZone)):"
        + " \(reason.visibleLine)"
    case .ambiguousRename(let key, let from):
      "it is not clear which message `\(key)` was before its new name: "
        + from.map { "`\($0.visibleLine)`" }.joined(separator: " or ")
        + (from.count == 1 ? ", or none" : "")
    }
  }

  var help: String {
    switch self {
    case .everythingGone:
      "check the folder, the environment and the keys (`previously` tells a rename);"
        + " `herald destroy` removes everything on purpose"
    case .protected:
      "apply `lifecycle: { protect: false }` first, in a change of its own"
    case .tooManyDeletes(let count, _, _):
      "`--allow-deletes \(count)` allows so many this once; `limits.deletes` in herald.yaml is the"
        + " limit"
    case .conflict(_, let key, _):
      "put the outside change into the file, or undo it with `--overwrite \(key.visibleLine)`"
    case .otherEnvironment:
      "a workspace belongs to one environment: check the environment's url and token"
    case .taken(_, .nobody):
      "choose another key, or adopt it with `herald import` (`herald list --unmanaged` has its id)"
    case .taken(_, .project):
      "choose another key, or give that message another external_id"
    case .taken(_, .unreadableRecord(let problem)):
      switch problem.reason {
      case .newerVersion: ""
      case .missing, .notA, .unknownChoice, .badRule:
        "somebody changed the message's `metadata.herald`: put it right, or remove the message"
      }
    case .movedAway(_, _, let message):
      "add `previously: [\(message.project.visibleLine)]` to herald.yaml to take it back, or use"
        + " another key"
    case .tornApart(_, _, let needs): "select `\(needs.visibleLine)` as well"
    case .tooManyExposed(let count, _):
      "`--allow-reach \(count.count)` allows so many this once; `limits.new_reach` in herald.yaml is the"
        + " limit"
    case .reachesTooMany(_, _, let count, _):
      "`--allow-reach \(count.count)` allows so many this once; `limits.reach` in herald.yaml is the"
        + " limit"
    case .notCounted:
      "plan without `--no-reach`; where the workspace cannot count them, lift the limit, or keep the"
        + " campaign a draft"
    case .frozen:
      "apply it then, or now with `--allow-freeze`; `freeze` in herald.yaml has these times"
    case .ambiguousRename:
      "name the last key alone in `previously`, in one file alone, or apply one rename after the other"
    }
  }
}

extension Headcount {
  /// As `1,204 people`, or `up to 1,204 people (an upper bound)`.
  fileprivate var upTo: String {
    isAtMost ? "up to \(ReachText.people(count)) (an upper bound)" : ReachText.people(count)
  }
}

extension Stop.Holder {
  fileprivate var text: String {
    switch self {
    case .nobody: "that herald did not make"
    case .project(let name): "of the project `\(name.visibleLine)`"
    case .unreadableRecord(let problem): "whose record cannot be read: \(problem)"
    }
  }
}
