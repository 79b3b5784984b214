internal import Diagnostics
internal import Planning
internal import YAML

/// A campaign as the copy rules look at it: what people read and where they are led, with places.
struct Manuscript {
  let campaign: Campaign
  /// The document's mapping, with the nodes that a `Campaign` no longer has.
  let root: Node
  /// In the file's order but for the title, which comes first.
  let passages: [Passage]
  /// Where buttons lead; in the file's order.
  let links: [Link]
  /// Nil where nothing says it.
  let purpose: Purpose?

  var file: SourceFile { campaign.file }

  init(_ campaign: Campaign, _ root: Node) {
    self.campaign = campaign
    self.root = root
    var passages: [Passage] = []
    var links: [Link] = []
    let copy = root["copy"]
    passages.add(copy?["title"], .title)
    passages.add(copy?["body"], .body)
    passages.add(copy?["cta"]?["label"], .button)
    links.add(copy?["cta"]?["url"])
    for step in root["bot"]?["steps"]?.entries ?? [] {
      passages.add(step.value["say"], .step)
      for reply in step.value["replies"]?.items ?? [] {
        passages.add(reply["label"], .button)
        links.add(reply["url"])
      }
    }
    self.passages = passages
    self.links = links
    purpose = Purpose(of: campaign)
  }

  /// The place of a value, or of what the value would stand in: the key of its mapping, then the
  /// document's first key.
  func place(of key: String, in mapping: String) -> SourceRange {
    root[mapping]?[key]?.place ?? root.entry(mapping)?.keyRange ?? head
  }

  /// The document's first key.
  var head: SourceRange { root.entries?.first?.keyRange ?? root.range }
}

/// An address that people are led to.
struct Link {
  let url: String
  let node: Node

  func place(of part: Range<Int>, in file: SourceFile) -> SourceRange {
    node.place(of: part, in: url, file)
  }
}

/// A text that people read.
struct Passage {
  /// Where they read it.
  enum Role {
    case title, body, step, button
  }

  let role: Role
  let text: String
  let node: Node
  let bytes: [UInt8]
  let words: [Word]

  init(_ text: String, _ role: Role, _ node: Node) {
    self.role = role
    self.text = text
    self.node = node
    bytes = Array(text.utf8)
    words = Word.all(in: bytes)
  }

  /// The bytes of the file from which a part of the text was read; of the whole value where the
  /// part is not written there as it reads.
  func place(of part: Range<Int>, in file: SourceFile) -> SourceRange {
    node.place(of: part, in: text, file)
  }

  /// A part of the text.
  func text(of part: Range<Int>) -> String {
    String(decoding: bytes[part], as: UTF8.self)
  }
}

extension Node {
  fileprivate func place(
    of part: Range<Int>, in text: String, _ file: SourceFile
  ) -> SourceRange {
    alias ?? file.place(of: part, in: text, writtenAt: range)
  }
}

extension [Passage] {
  fileprivate mutating func add(_ node: Node?, _ role: Passage.Role) {
    guard let node, let text = node.text else { return }
    append(Passage(text, role, node))
  }
}

extension [Link] {
  fileprivate mutating func add(_ node: Node?) {
    guard let node, let url = node.text else { return }
    append(Link(url: url, node: node))
  }
}
