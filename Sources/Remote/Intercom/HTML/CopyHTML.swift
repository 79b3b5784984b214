import Planning

/// The copy of a chat or a post as HTML: how herald writes it, and what it reads back to compare.
struct CopyHTML: Sendable, Hashable {
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
  var normalized: CopyHTML { CopyHTML(html: html) }
}

extension StringProtocol {
  fileprivate var trimmingSpaces: String {
    let isSpace = { (character: Character) in character.isWhitespace }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}
