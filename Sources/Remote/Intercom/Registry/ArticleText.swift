import Audiences
import Planning

/// The title and body of the internal article that a campaign is remembered in: for teammates to read,
/// and with herald's own block below it.
struct ArticleText: Sendable, Hashable {
  let title: String
  let body: String

  private static let titleStart = "herald · "
  private static let deliveryEnd = " · delivery"

  init(_ entry: RegistryEntry) {
    let spec = entry.record.lastApplied
    var parts = [
      Self.paragraph(
        "This article is how herald remembers the campaign \(entry.record.key) of "
          + "\(entry.record.project). It is written anew when the campaign changes; what you add "
          + "above the last block stays until then. Please leave the last block as it is."),
      Self.heading("What it is"),
      Self.list([
        "\(spec.format.rawValue), \(entry.state.rawValue), sent \(spec.schedule.send.rawValue)",
        "from \(spec.sender.text)",
        "environment \(entry.record.environment), revision \(entry.record.revision)"
          + (entry.record.provenance.file.map { ", from \($0)" } ?? ""),
      ]),
      Self.heading("Who it reaches"), Self.paragraph(spec.audience.summary),
      Self.heading("Its copy"),
    ]
    parts += [spec.title, spec.body].compactMap { $0.map(Self.paragraph) }
    if let button = spec.callToAction {
      parts.append(Self.paragraph("\(button.label): \(button.url)"))
    }
    title = Self.titleStart + entry.externalID
    body = Self.html(parts, RegistryBlock(kind: .campaign, content: entry.json))
  }

  init(_ log: DeliveryLog) {
    title = Self.titleStart + log.externalID + Self.deliveryEnd
    let uncertain = log.uncertainCount
    let parts = [
      Self.paragraph(
        "This article is how herald remembers what it delivered of the campaign \(log.externalID). "
          + "It is written anew with each delivery. Please leave the last block as it is."),
      log.tagID == nil
        ? nil
        : Self.list([
          "\(log.sent) sent", "\(uncertain) of whom it is not known whether they got it",
          "the tag of everybody who has it: "
            + LedgerTag.name(of: log.externalID, isPaused: false),
        ]),
    ].compactMap { $0 }
    body = Self.html(parts, RegistryBlock(kind: .delivery, content: log.json))
  }

  private static func html(_ parts: [String], _ block: RegistryBlock) -> String {
    (parts + ["<pre><code>\(block.text)</code></pre>"]).joined(separator: "\n")
  }

  private static func heading(_ text: String) -> String { "<h2>\(Markup.escaped(text))</h2>" }

  private static func paragraph(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return "<p>\(lines.map { Markup.escaped(String($0)) }.joined(separator: "<br>"))</p>"
  }

  private static func list(_ items: [String]) -> String {
    "<ul>\(items.map { "<li>\(Markup.escaped($0))</li>" }.joined())</ul>"
  }
}

/// What an internal article of a workspace turns out to be.
enum ArticleMeaning: Sendable, Hashable {
  /// Somebody else's.
  case none
  case campaign(RegistryEntry)
  case delivery(DeliveryLog)
  /// herald's, and not as herald wrote it; its title may still say of which campaign it is.
  case damaged(externalID: String?)
  /// A newer herald wrote it.
  case newer(version: Int64)

  init(title: String, body: String) {
    switch RegistryBlock.find(in: Markup.text(of: body)) {
    case .none:
      // The block is gone, and the title still there.
      self = ArticleText.name(in: title).map { .damaged(externalID: $0) } ?? .none
    case .damaged: self = .damaged(externalID: ArticleText.name(in: title))
    case .block(let block): self = Self.meaning(of: block, title: title)
    }
  }

  private static func meaning(of block: RegistryBlock, title: String) -> ArticleMeaning {
    do throws(SpecJSONError) {
      return switch block.kind {
      case .campaign: .campaign(try RegistryEntry(json: block.content))
      case .delivery: .delivery(try DeliveryLog(json: block.content))
      }
    } catch {
      if case .newerVersion(let version) = error.reason { return .newer(version: version) }
      return .damaged(externalID: ArticleText.name(in: title))
    }
  }
}

extension ArticleText {
  /// The campaign's id in a title that herald wrote.
  fileprivate static func name(in title: String) -> String? {
    guard title.hasPrefix(titleStart) else { return nil }
    let rest = title.dropFirst(titleStart.count)
    let name = rest.hasSuffix(deliveryEnd) ? rest.dropLast(deliveryEnd.count) : rest
    return name.contains("/") && !name.contains(" ") ? String(name) : nil
  }
}
