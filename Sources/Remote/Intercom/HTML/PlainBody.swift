/// The body of a news item that is nothing but paragraphs of text, line breaks and links.
struct PlainBody: Sendable, Hashable {
  enum Run: Sendable, Hashable {
    case text(String)
    case lineBreak
    case link(String, url: String)
  }

  private(set) var paragraphs: [[Run]] = []

  /// Nil for HTML that is more, or says how something looks.
  init?(html: String) {
    var reading = Reading()
    for piece in Markup.pieces(of: html) {
      guard reading.take(piece) else { return nil }
    }
    guard reading.end() else { return nil }
    paragraphs = reading.paragraphs
  }

  /// Whether nothing of the HTML is lost when it is read as copy and written again.
  static func isKept(_ html: String) -> Bool {
    // Written again, people would see its letters.
    guard !Markup.namesUnknownCharacter(html), let body = PlainBody(html: html) else {
      return false
    }
    return body == PlainBody(html: CopyHTML(html: html).html)
  }

  /// The tags that such a body has, with the attributes that editors of HTML give them by themselves.
  private static let tags: [String: Set<String>] = [
    "p": ["class"], "br": [], "a": ["href", "rel", "target"],
  ]
  /// Intercom's own paragraphs have it; any other says how something looks.
  private static let plainClass = "no-margin"

  private static func isPlain(_ tag: String, _ attributes: [String: String]) -> Bool {
    guard let known = tags[tag] else { return false }
    return attributes.allSatisfy { name, value in
      known.contains(name) && (name != "class" || value == plainClass)
    }
  }

  /// A body as far as it is read.
  private struct Reading {
    private(set) var paragraphs: [[Run]] = []
    private var runs: [Run] = []
    private var isInParagraph = false
    /// Where the link leads that is being read.
    private var url: String?

    /// False where the piece is more than these bodies have.
    mutating func take(_ piece: Markup.Piece) -> Bool {
      switch piece {
      case .text(let words):
        runs.append(url.map { .link(words, url: $0) } ?? .text(words))
        return true
      case .open(let name, let attributes):
        return PlainBody.isPlain(name, attributes) && open(name, attributes)
      case .close(let name): return close(name)
      }
    }

    private mutating func open(_ name: String, _ attributes: [String: String]) -> Bool {
      switch name {
      case "p":
        guard url == nil, !isInParagraph else { return false }
        endParagraph()
        isInParagraph = true
        return true
      case "a":
        guard url == nil, let address = attributes["href"], !address.isEmpty else { return false }
        url = address
        return true
      default:
        guard url == nil else { return false }
        runs.append(.lineBreak)
        return true
      }
    }

    private mutating func close(_ name: String) -> Bool {
      switch name {
      case "p":
        guard url == nil, isInParagraph else { return false }
        endParagraph()
        isInParagraph = false
        return true
      case "a":
        guard url != nil else { return false }
        url = nil
        return true
      default: return name == "br"
      }
    }

    mutating func end() -> Bool {
      guard url == nil else { return false }
      endParagraph()
      isInParagraph = false
      return true
    }

    /// Text that stands in no paragraph is one, unless it is white space.
    private mutating func endParagraph() {
      let shown = PlainBody.shown(runs)
      if isInParagraph || !shown.isEmpty { paragraphs.append(shown) }
      runs = []
    }
  }

  /// Runs as a browser shows them: white space is one space, and none at the ends of lines.
  private static func shown(_ runs: [Run]) -> [Run] {
    var shown: [Run] = []
    /// Whether a space there would be seen.
    var takesSpace = false
    for run in runs {
      switch run {
      case .lineBreak:
        trimEnd(of: &shown)
        shown.append(.lineBreak)
        takesSpace = false
      case .text(let words):
        let text = collapsed(words, &takesSpace)
        guard !text.isEmpty else { continue }
        if case .text(let before)? = shown.last {
          shown[shown.count - 1] = .text(before + text)
        } else {
          shown.append(.text(text))
        }
      case .link(let words, let url):
        let text = collapsed(words, &takesSpace)
        guard !text.isEmpty else { continue }
        if case .link(let before, url)? = shown.last {
          shown[shown.count - 1] = .link(before + text, url: url)
        } else {
          shown.append(.link(text, url: url))
        }
      }
    }
    trimEnd(of: &shown)
    return shown
  }

  private static func collapsed(_ words: String, _ takesSpace: inout Bool) -> String {
    var text = ""
    for scalar in words.unicodeScalars {
      // Only these: a space that does not break is shown.
      guard scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" else {
        text.unicodeScalars.append(scalar)
        takesSpace = true
        continue
      }
      if takesSpace { text += " " }
      takesSpace = false
    }
    return text
  }

  private static func trimEnd(of runs: inout [Run]) {
    guard let last = runs.last else { return }
    switch last {
    case .lineBreak: return
    case .text(let text): replaceLast(of: &runs, text) { .text($0) }
    case .link(let text, let url): replaceLast(of: &runs, text) { .link($0, url: url) }
    }
  }

  private static func replaceLast(
    of runs: inout [Run], _ text: String, _ run: (String) -> Run
  ) {
    guard text.hasSuffix(" ") else { return }
    let rest = String(text.dropLast())
    runs.removeLast()
    if !rest.isEmpty { runs.append(run(rest)) }
  }
}
