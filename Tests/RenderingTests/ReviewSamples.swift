import Diagnostics
import Planning
import Rendering

extension Sample {
  static func review(
    _ result: Review.Result, _ diagnostics: [Diagnostic] = [], command: String = "plan",
    root: String? = nil, folder: String = "/work"
  ) -> Review {
    Review(
      command: command, result, diagnostics: diagnostics, pathPrefix: "",
      paths: RepositoryPaths(root: root, currentFolder: folder),
      kinds: [kind, warningKind].map { bare in
        DiagnosticKind(
          bare.code, bare.severity, summary: "a summary", explanation: "an explanation")
      })
  }

  /// What people, and those who mean no good, may write where copy, keys and names stand.
  static let hostileTexts = [
    "```", "`````` and more", "</details></summary><h1>out</h1>", "@everyone @acme/owners #1",
    "![x](https://evil.test/pixel.png)", "[click](javascript:alert(1))", "<img src=x onerror=go()>",
    "<!-- herald -->", "a | b || c", "\\| \\\\|", "/close", "\u{202E}desrever\u{2069}",
    "line\nbreak\r\n\r\n# heading", "::error::injected", "%0A::warning::x", "https://evil.test",
    "www.evil.test", "you@evil.test", "~~~", "$x$ $$y$$", "- [ ] task", "|---|---|",
    "\u{0}\u{1B}[31m",
    "&lt;b&gt;", "'\"", "\\`", "` `", " lead and trail ",
  ]

  /// A plan in which all of them stand in copy, keys, tags, files and the workspace's name.
  static func besieged() -> Plan {
    let files = hostileTexts.enumerated().map { index, text in
      file("file-\(index)", path: "campaigns/\(text).yaml") {
        $0.body = text
        $0.tags = [text]
      }
    }
    let held = hostileTexts.enumerated().map { index, text in
      applied("gone \(text)", id: "\(100 + index)", shownAt: 5) { $0.body = text }
    }
    let changed = hostileTexts.enumerated().map { index, text in
      applied("file-\(index)", id: "\(200 + index)") { $0.body = "It was: \(text) and \(text)" }
    }
    let plan = plan(files, over: held + changed, limits: Limits(deletes: .count(0)))
    return Plan(
      project: plan.project, environment: plan.environment,
      workspace: Workspace(id: "w", name: "` | <b>@everyone</b>", timeZone: nil),
      changes: plan.changes, unchanged: plan.unchanged, notes: plan.notes, stops: plan.stops,
      reach: plan.reach)
  }

  /// Diagnostics whose every text, file and name is one of them.
  static func besiegers() -> [Diagnostic] {
    hostileTexts.enumerated().map { index, text in
      let label = label(path: "campaigns/\(text).yaml", "a: ⟦\(text)⟧\n", "here: \(text)")
      return Diagnostic(
        index % 3 == 0 ? warningKind : kind, "unknown key `\(text)`", at: label,
        help: ["did you mean `\(text)`?"],
        fix: Fix("replace \(text)", replacing: label.range, with: text))
    }.sortedByPlace()
  }
}
