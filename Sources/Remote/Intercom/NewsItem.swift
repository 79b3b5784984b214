import Audiences
import JSON
import Planning

/// A post as Intercom has it: an item of its newsfeeds.
struct NewsItem: Sendable, Hashable {
  let id: String
  let title: String
  /// HTML.
  let body: String
  let senderID: String
  let isLive: Bool
  /// Ids of the newsfeeds that show it, sorted.
  let feeds: [String]
  /// Since when each newsfeed shows it, by id (Unix seconds); it may lie ahead.
  let publishedAtByFeed: [String: Int64]
  /// Whether it has a picture, which this API shows and does not take.
  let hasCover: Bool
  /// Unix seconds.
  let updatedAt: Int64

  init(json: JSONValue) throws(SpecJSONError) {
    guard let id = IntercomList.id(of: json) else { throw SpecJSONError("/id", .missing) }
    let fields = try SpecFields(json, at: "")
    self.id = id
    title = try fields.optionalText("title") ?? ""
    body = try fields.optionalText("body") ?? ""
    senderID = json["sender_id"]?.integer?.description ?? json["sender_id"]?.string ?? ""
    isLive = try fields.optionalText("state") == "live"
    let assignments = try fields.list("newsfeed_assignments")
    var feeds: [String] = []
    var dates: [String: Int64] = [:]
    for assignment in assignments {
      let known = assignment["newsfeed_id"]?.integer?.description
      guard let id = known ?? assignment["newsfeed_id"]?.string else { continue }
      feeds.append(id)
      dates[id] = assignment["published_at"]?.integer
    }
    self.feeds = feeds.sorted()
    publishedAtByFeed = dates
    hasCover = try fields.optionalText("cover_image_url").map { !$0.isEmpty } ?? false
    updatedAt = try fields.optionalInteger("updated_at") ?? 0
  }
}

extension NewsItem {
  /// Since when it is in the first of its newsfeeds that it came to (Unix seconds); it may lie ahead.
  var publishedAt: Int64? { publishedAtByFeed.values.min() }

  /// Since when people may have seen it (Unix seconds); nil where nobody can have.
  var shownSince: Int64? { publishedAt ?? (isLive ? updatedAt : nil) }

  /// The title of the item of a post that is not written yet.
  static func titleInTheMaking(of externalID: String, articleID: String) -> String {
    "herald · \(externalID) · to be written (internal article \(articleID))"
  }
}

/// What a news item shows, as herald writes and compares it.
struct NewsCopy: Sendable, Hashable {
  let text: String
  let button: CallToAction?

  init(_ spec: MessageSpec) {
    text = spec.body ?? ""
    button = spec.callToAction
  }

  /// A paragraph for each that is set off by an empty line, and the button as a link in its own.
  var html: String {
    let paragraphs = text.split(separator: "\n\n", omittingEmptySubsequences: true).map { part in
      let lines = part.split(separator: "\n", omittingEmptySubsequences: true)
      return "<p>\(lines.map { Markup.escaped(String($0)) }.joined(separator: "<br>"))</p>"
    }
    let link = button.map {
      "<p><a href=\"\(Markup.escaped($0.url))\">\(Markup.escaped($0.label))</a></p>"
    }
    return (paragraphs + [link].compactMap { $0 }).joined()
  }

  /// Reads any HTML, as far as it is text and links: a last paragraph that is nothing but a link is
  /// the button.
  init(html: String) {
    var paragraphs: [Paragraph] = [Paragraph()]
    for piece in Markup.pieces(of: html) {
      switch piece {
      case .text(let words): paragraphs[paragraphs.count - 1].add(words)
      case .open("br", _): paragraphs[paragraphs.count - 1].text += "\n"
      case .open("a", let attributes):
        paragraphs[paragraphs.count - 1].openLink(attributes["href"])
      case .close("a"): paragraphs[paragraphs.count - 1].closeLink()
      case .open(let name, _): if Markup.blocks.contains(name) { paragraphs.append(Paragraph()) }
      case .close(let name): if Markup.blocks.contains(name) { paragraphs.append(Paragraph()) }
      }
    }
    var said = paragraphs.filter { !$0.trimmed.isEmpty }
    if let last = said.last, let address = last.wholeLink {
      button = CallToAction(label: last.trimmed, url: address)
      said.removeLast()
    } else {
      button = nil
    }
    text = said.map(\.trimmed).joined(separator: "\n\n")
  }

  private struct Paragraph {
    var text = ""
    private var linked = ""
    private var address: String?
    private var isInLink = false

    mutating func add(_ words: String) {
      // Line breaks between tags are the editor's, not the writer's.
      let flat = words.split(whereSeparator: { $0 == "\n" || $0 == "\r" }).joined(separator: " ")
      text += flat
      if isInLink { linked += flat }
    }

    mutating func openLink(_ url: String?) {
      address = address == nil ? url : ""
      isInLink = true
    }

    mutating func closeLink() { isInLink = false }

    var trimmed: String {
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.trimmingSpaces }.joined(separator: "\n").trimmingSpaces
    }

    /// Where it leads, when it is one link and nothing else.
    var wholeLink: String? {
      guard let address, !address.isEmpty, linked.trimmingSpaces == trimmed else { return nil }
      return address
    }
  }

  /// The same, but for what an editor of HTML does not keep.
  var normalized: NewsCopy { NewsCopy(html: html) }
}

extension StringProtocol {
  fileprivate var trimmingSpaces: String {
    let isSpace = { (character: Character) in character.isWhitespace }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}

extension MessageSpec {
  /// The copy of a post as people read it: `{{{{` is how files write `{{`, and nothing is filled in.
  var asRead: MessageSpec { withCopy { $0.replacing("{{{{", with: "{{") } }

  /// The copy of a post as files write what people read.
  var asWritten: MessageSpec { withCopy { $0.replacing("{{", with: "{{{{") } }

  private func withCopy(_ change: (String) -> String) -> MessageSpec {
    var spec = self
    spec.title = title.map(change)
    spec.body = body.map(change)
    spec.callToAction = callToAction.map { button in
      CallToAction(label: change(button.label), url: change(button.url))
    }
    return spec
  }
}
