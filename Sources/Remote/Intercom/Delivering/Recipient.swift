import Audiences
import JSON
package import Planning

/// Who is to be sent a chat, with what fills its copy.
package struct Recipient: Sendable, Hashable {
  package let id: String
  /// `user` or `lead`, as the workspace calls them.
  package let role: String
  /// What placeholders of the copy are filled with, by their names; what is unknown is left out.
  package let words: [String: String]

  package init(id: String, role: String, words: [String: String] = [:]) {
    self.id = id
    self.role = role
    self.words = words
  }

  func knowing(_ more: [String: String]) -> Recipient {
    Recipient(id: id, role: role, words: words.merging(more) { known, _ in known })
  }
}

extension MessageSpec {
  /// The names that its copy is filled with.
  package var placeholderNames: Set<String> {
    Set([body, callToAction?.label, callToAction?.url].compactMap { $0 }.flatMap(Self.names))
  }

  private static func names(in text: String) -> [String] {
    PlaceholderScan.pieces(in: text).compactMap { piece in
      if case .placeholder(let placeholder) = piece { placeholder.name } else { nil }
    }
  }

  /// The chat as one person reads it, as HTML.
  package func html(for recipient: Recipient) -> String {
    let fill = { (text: String, escape: (String) -> String) in
      Self.filled(text, with: recipient.words, escape)
    }
    var spec = self
    spec.body = body.map { fill($0) { $0 } }
    spec.callToAction = callToAction.map { button in
      CallToAction(label: fill(button.label) { $0 }, url: fill(button.url, percentEncoded))
    }
    return CopyHTML(spec).html
  }

  /// A text with its placeholders filled: what is unknown becomes its fallback, or nothing.
  private static func filled(
    _ text: String, with words: [String: String], _ escape: (String) -> String
  ) -> String {
    let bytes = Array(text.utf8)
    var result = ""
    var end = 0
    for piece in PlaceholderScan.pieces(in: text) {
      guard case .placeholder(let placeholder) = piece else { continue }
      result += plain(bytes[end..<placeholder.range.lowerBound])
      result += escape(words[placeholder.name] ?? placeholder.fallback ?? "")
      end = placeholder.range.upperBound
    }
    return result + plain(bytes[end...])
  }

  private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).replacing("{{{{", with: "{{")
  }
}

extension PersonDocument {
  /// What is known of somebody under placeholders' names, in words.
  func words(
    _ names: Set<String>, _ facts: AttributeFacts, at moment: Moment
  ) -> [String: String] {
    var words: [String: String] = [:]
    for name in names { words[name] = word(name, facts, moment) }
    return words
  }

  /// The same of somebody's company, under names as `company.plan`.
  func companyWords(
    _ names: Set<String>, _ facts: AttributeFacts, at moment: Moment
  ) -> [String: String] {
    var words: [String: String] = [:]
    for name in names where name.hasPrefix(Self.company) {
      words[name] = facts.attribute(String(name.dropFirst(Self.company.count)), of: .company)
        .flatMap { value(of: $0)?.words(at: moment) }
    }
    return words
  }

  /// What stands before the names of a company's attributes.
  static let company = "company."

  private func word(_ name: String, _ facts: AttributeFacts, _ moment: Moment) -> String? {
    if let attribute = facts.attribute(name, of: .person), let value = value(of: attribute) {
      return value.words(at: moment)
    }
    guard let attribute = facts.attribute("name", of: .person),
      case .text(let whole)? = value(of: attribute)
    else { return nil }
    let parts = whole.split(separator: " ", maxSplits: 1)
    switch name {
    case "first_name": return parts.first.map { String($0) }
    case "last_name": return parts.count == 2 ? String(parts[1]) : nil
    default: return nil
    }
  }
}

extension Person.Value {
  fileprivate func words(at moment: Moment) -> String? {
    switch self {
    case .text(let text): text
    case .number(let number): Int64(exactly: number)?.description ?? number.description
    case .boolean(let flag): flag.description
    case .date(let instant): moment.day(of: instant)?.description
    }
  }
}
