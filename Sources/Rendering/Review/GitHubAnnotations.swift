import Applying
import Diagnostics
import Planning

/// A review as workflow commands, which GitHub shows at the lines that they name.
///
/// Diagnostics, what stops a plan, why there is none, and what environments leave out. GitHub shows ten errors and ten warnings of
/// a step: a last line says so where there are more.
public struct GitHubAnnotations {
  private static let shown = 10

  public init() {}

  public func render(_ review: Review) -> String {
    var lines = review.diagnostics.map { line(of: $0, review.paths) }
    var errors = review.errors
    for (title, text, change) in alarms(review) {
      let place = change.flatMap { number in
        review.plan?.changes.first { $0.number == number }.flatMap(review.place)
      }
      lines.append(
        Self.command("error", Self.properties(place, title: title), text))
      errors += 1
    }
    lines += review.omissions.map { left in
      Self.command(
        "notice", [("title", "left out")],
        OmissionText(left.campaigns).verdict(in: left.environment))
    }
    if errors > Self.shown || review.warnings > Self.shown {
      let counts = [(errors, "error"), (review.warnings, "warning")].filter { $0.0 > 0 }
        .map { $0.0.counted($0.1) }.joined(separator: " and ")
      lines.append(
        Self.command(
          "notice", [("title", "herald \(review.command)")],
          "\(counts); GitHub shows the first ten of each, and the log has all"))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func line(of diagnostic: Diagnostic, _ paths: RepositoryPaths) -> String {
    let text =
      ([diagnostic.message] + (diagnostic.primary.map { [$0.text] } ?? []).filter { !$0.isEmpty }
      + diagnostic.help).joined(separator: "\n")
    var properties: [(String, String)] = []
    if let label = diagnostic.primary {
      let start = label.file.position(at: label.range.start)
      let end = label.file.position(at: label.range.end)
      properties = [
        ("file", paths.path(label.file.path).visibleLine), ("line", String(start.line)),
        ("endLine", String(end.line)),
      ]
      // Columns are for one line alone, and include the last.
      if start.line == end.line {
        properties += [
          ("col", String(start.column)), ("endColumn", String(max(start.column, end.column - 1))),
        ]
      }
    }
    let command = diagnostic.severity == .error ? "error" : "warning"
    return Self.command(command, properties + [("title", diagnostic.code)], text)
  }

  /// What is wrong and in no file.
  private func alarms(_ review: Review) -> [(title: String, text: String, change: Int?)] {
    let title = "herald \(review.command)"
    func alarm(_ trouble: Review.Trouble) -> (title: String, text: String, change: Int?) {
      (title, trouble.help.isEmpty ? trouble.sentence : "\(trouble.sentence)\n\(trouble.help)", nil)
    }
    switch review.result {
    case .read, .filesWrong: return []
    case .failed(let trouble): return [alarm(trouble)]
    case .planned(let plan): return plan.stops.map { ($0.name, $0.text, $0.change) }
    case .carriedOut(let plan, let report, let kept, let mismatches, let trouble):
      let stops = plan.stops.map { ($0.name, $0.text, $0.change) }
      let failures = (report?.results ?? []).compactMap { result in
        result.outcome.trouble.map { ("change \(result.change.number)", $0, result.change.number) }
      }
      let others = kept.map { kept in
        (
          "change \(kept.change.number)",
          "the remote holds `\(kept.change.key)` otherwise than it was written", kept.change.number
        )
      }
      return (trouble.map { [alarm($0)] } ?? []) + (report == nil ? stops : [])
        + mismatches.map { (title, $0.sentence, nil) } + failures + others
    }
  }

  private static func properties(
    _ place: (path: String, line: Int)?, title: String
  ) -> [(String, String)] {
    (place.map { [("file", $0.path.visibleLine), ("line", String($0.line))] } ?? [])
      + [("title", title)]
  }

  /// One command on one line, whatever the text.
  private static func command(
    _ name: String, _ properties: [(String, String)], _ text: String
  ) -> String {
    let list = properties.map { "\($0.0)=\(escaped($0.1, ":,"))" }.joined(separator: ",")
    return "::\(name) \(list)::\(escaped(text.visible, ""))"
  }

  /// As the runner undoes it: percent signs and line breaks, and in properties what ends one.
  private static func escaped(_ text: String, _ more: String) -> String {
    text.unicodeScalars.map { scalar in
      guard "%\r\n".unicodeScalars.contains(scalar) || more.unicodeScalars.contains(scalar)
      else { return String(scalar) }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }
}

extension ChangeOutcome {
  /// Why it was not applied; nil for what was not tried, which another change's trouble explains.
  fileprivate var trouble: String? {
    switch self {
    case .applied, .notAttempted: nil
    case .failed, .mayHaveLanded: message
    }
  }
}

extension Stop {
  /// What is wrong, and what to do.
  fileprivate var text: String { help.isEmpty ? sentence : "\(sentence)\n\(help)" }

  /// The number of the change that it is about; nil where it is about several.
  fileprivate var change: Int? {
    switch self {
    case .protected(let change, _), .conflict(let change, _, _), .movedAway(let change, _, _),
      .tornApart(let change, _, _), .reachesTooMany(let change, _, _, _):
      change
    case .everythingGone, .tooManyDeletes, .otherEnvironment, .taken, .tooManyExposed, .notCounted,
      .frozen,
      .ambiguousRename:
      nil
    }
  }
}
