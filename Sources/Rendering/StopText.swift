import Planning

/// Why a plan is not applied, and what a person can do.
struct StopText {
  let ink: Ink

  /// Empty when nothing stops it.
  func render(_ stops: [Stop]) -> String {
    guard !stops.isEmpty else { return "" }
    var text = "\n" + ink.bold(ink.red("Stopped: apply refuses this plan.")) + "\n"
    for stop in stops {
      text += "  \(ink.red("×")) \(stop.sentence)\n"
      if !stop.help.isEmpty { text += "    \(stop.help)\n" }
    }
    return text
  }
}

extension Stop {
  /// As `protected`: how reports and JSON name it.
  var name: String {
    switch self {
    case .everythingGone: "everything-gone"
    case .protected: "protected"
    case .tooManyDeletes: "deletes"
    case .conflict: "conflict"
    case .otherEnvironment: "other-environment"
    case .taken: "taken"
    case .ambiguousRename: "ambiguous-rename"
    }
  }

  var sentence: String {
    switch self {
    case .everythingGone(let owned):
      "no campaign is left in the files, and the workspace holds \(owned.counted("message")) of theirs"
    case .protected(let change, let key): "change \(change): `\(key)` is protected"
    case .tooManyDeletes(let count, let live, let allowed):
      "\(count.counted("live message")) of \(live.grouped) would go; at most \(allowed.grouped) may"
    case .conflict(let change, let key, let fields):
      "change \(change): `\(key)` was changed outside and in the files: "
        + fields.joined(separator: ", ").visibleLine
    case .otherEnvironment(let name, let messages):
      "the workspace holds \(messages.counted("message")) of this project's environment"
        + " `\(name.visibleLine)`"
    case .taken(let externalID, let holder):
      "`\(externalID.visibleLine)` is taken by a message \(holder.text)"
    case .ambiguousRename(let key, let from):
      "`\(key)` could be any of these messages, renamed: "
        + from.joined(separator: ", ").visibleLine
    }
  }

  var help: String {
    switch self {
    case .everythingGone:
      "check the folder and the environment; `herald destroy` removes everything on purpose"
    case .protected:
      "apply `lifecycle: { protect: false }` first, in a change of its own"
    case .tooManyDeletes(let count, _, _):
      "`--allow-deletes \(count)` allows this many; `limits.deletes` in herald.yaml is the limit"
    case .conflict(_, let key, _):
      "put the outside change into the file, or `--overwrite \(key)` to undo it"
    case .otherEnvironment:
      "a workspace belongs to one environment: check the environment's url and token"
    case .taken: "choose another key, or give that message another external_id"
    case .ambiguousRename: "apply one rename, then the other"
    }
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
