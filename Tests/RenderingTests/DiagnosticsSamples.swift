import Diagnostics

extension Sample {
  static let kind = DiagnosticKind("unknown-key", summary: "", explanation: "")
  static let warningKind = DiagnosticKind("long-copy", .warning, summary: "", explanation: "")

  /// A label on what stands between `⟦` and `⟧` in the text, which are left out.
  static func label(path: String = "a.yaml", _ marked: String, _ text: String = "") -> Label {
    labels(path: path, marked, [text])[0]
  }

  /// A label for each marked part, in order.
  static func labels(path: String = "a.yaml", _ marked: String, _ texts: [String]) -> [Label] {
    var bytes: [UInt8] = []
    var starts: [Int] = []
    var ranges: [SourceRange] = []
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "⟦": starts.append(bytes.count)
      case "⟧": ranges.append(SourceRange(starts.removeLast(), bytes.count))
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    let file = SourceFile(path: path, bytes: bytes)
    return zip(ranges, texts).map { Label(file, $0, $1) }
  }

  static func unknownKey() -> Diagnostic {
    let text = "campaign: csv-export\nformat: chat\n⟦statsu⟧: live\n⟦format⟧: post\n"
    let labels = labels(
      path: "campaigns/csv.yaml", text, ["not a key of a campaign", "also wrong"])
    return Diagnostic(
      kind, "unknown key `statsu`", at: labels[0], also: [labels[1]],
      help: ["did you mean `status`?", "`herald schema campaign` lists the keys"],
      fix: Fix("replace it with `status`", replacing: labels[0].range, with: "status"))
  }
}
