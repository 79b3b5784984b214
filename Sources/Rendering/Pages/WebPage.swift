import Diagnostics

/// The shell that all pages share: one file that needs nothing else, no script, no network, no font.
/// It is read on a phone and on paper too, in light and dark.
struct WebPage {
  /// What the page comes to, by which its headline is marked.
  enum Tone: String {
    /// Nothing is to be done, or all was done.
    case good
    /// Somebody has to look at it.
    case change
    /// It went wrong, or would.
    case bad
  }

  /// What a browser's tab says.
  let title: String
  let tone: Tone
  let headline: String
  let facts: [(name: String, value: String)]
  /// Rules beside those of all pages; empty where those are enough.
  let style: HTML
  let body: HTML

  var source: String {
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>\(Self.style)\(style)</style>
      </head>
      <body>
      <header class="\(tone.rawValue)">
      <h1>\(headline)</h1>
      \(list)</header>
      <main>
      \(body)</main>
      </body>
      </html>

      """
    return page.source
  }

  private var list: HTML {
    guard !facts.isEmpty else { return "" }
    let items = facts.map { "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>\n" as HTML }
    return "<dl>\n\(HTML(items))</dl>\n"
  }

  /// A table that scrolls by itself where it is wider than the page. Each cell is in its element.
  static func table(_ header: [String], _ rows: [HTML]) -> HTML {
    let head = HTML(header.map { "<th scope=\"col\">\($0)</th>" })
    return """
      <div class="wide" tabindex="0"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(HTML(rows))</tbody>
      </table></div>

      """
  }

  /// A text of several lines, as a terminal would have it.
  static func notice(_ text: String, isAlarm: Bool) -> HTML {
    "<pre class=\"\(isAlarm ? "alarm" : "notice")\">\(text.trimmingLines)</pre>\n"
  }

  /// A diagnostic: lines of a file with what is wrong pointed at from below are not broken, and scroll.
  static func finding(_ diagnostic: Diagnostic) -> HTML {
    let (headline, snippet, advice) = DiagnosticsText(.plain).parts(of: diagnostic)
    let lines: HTML =
      snippet.isEmpty
      ? "" : "<span class=\"snippet\" tabindex=\"0\">\(snippet.trimmingLines)</span>"
    return """
      <pre class="notice">\(headline.trimmingLines)
      \(lines)\(advice.joined().trimmingLines)</pre>

      """
  }

  private static let style: HTML = """

    :root { color-scheme: light dark; --page: #fff; --ink: #1a1a1a; --soft: #595959;
      --line: #d0d0d0; --box: #f5f5f5; --good: #11632c; --change: #6b4b00; --bad: #a4131f;
      --ins: #d8f5de; --del: #ffe0e0; }
    @media screen and (prefers-color-scheme: dark) { :root { --page: #161616; --ink: #ececec;
      --soft: #b0b0b0; --line: #444; --box: #222; --good: #7ddc95; --change: #f0c96b;
      --bad: #ff9a9a; --ins: #173d22; --del: #4d1a1d; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--page);
      color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
    h1 { font-size: 1.35rem; margin: 0 0 .5rem; } h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
    header { border-left: .4rem solid; padding-left: .8rem; }
    header.good { border-color: var(--good); } header.change { border-color: var(--change); }
    header.bad { border-color: var(--bad); } header.bad h1 { color: var(--bad); }
    dl { display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; margin: 0; color: var(--soft); }
    dl div { display: flex; gap: .4rem; } dd { margin: 0; color: var(--ink); }
    pre { background: var(--box); padding: .6rem; margin: .6rem 0; white-space: pre-wrap;
      font: .85rem/1.45 ui-monospace, monospace; }
    .snippet { display: block; white-space: pre; overflow-x: auto; }
    pre.alarm { border-left: .3rem solid var(--bad); }
    code { font: .9em ui-monospace, monospace; } small { color: var(--soft); font-weight: normal; }
    .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
      border-bottom: 1px solid var(--line); } .wide td { overflow-wrap: normal; }
    .wide th { white-space: nowrap; }
    .fields th { font-weight: normal; color: var(--soft); width: 11rem; }
    .fields td:first-child { width: 1.5rem; }
    ins { background: var(--ins); text-decoration: none; } del { background: var(--del); }
    del + ins { margin-left: .25em; }
    ul { margin: .5rem 0; padding-left: 1.2rem; } em { color: var(--change); font-style: normal; }
    @media (max-width: 40rem) { .wide th { white-space: normal; }
      .wide td, .wide tbody th { overflow-wrap: anywhere; padding-right: .4rem; }
      .wide thead th { overflow-wrap: normal; font-size: .85rem; } .fields tr { display: block; border-bottom: 1px solid var(--line);
      } .fields td, .fields th { display: inline-block; border: 0; width: auto; }
      .fields td:last-child { display: block; } }
    @media print { body { max-width: none; padding: 0; font-size: .8rem; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      h2 { break-after: avoid; } tr { break-inside: avoid; } .wide { overflow: visible; }
      .snippet { white-space: pre-wrap; } }

    """
}

extension String {
  /// Without empty lines at both ends.
  var trimmingLines: String {
    var lines = split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let first = lines.first, first.isEmpty { lines.removeFirst() }
    while let last = lines.last, last.isEmpty { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
