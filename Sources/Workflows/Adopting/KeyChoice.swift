import Foundation
import Planning

/// Chooses keys for messages that have none: readable, and nobody else's.
struct KeyChoice {
  private var taken: Set<String>
  /// Whose id has a key already, by the key.
  private let holders: [String: String]
  private let project: String

  /// `taken` are keys that campaigns and messages have, or had; `unowned` may have ids of the project
  /// all the same.
  init(project: String, taken: Set<String>, unowned: [RemoteMessage]) {
    self.project = project
    self.taken = taken
    let held = unowned.compactMap { message in
      Self.ownKey(of: message, project).map { ($0, message.id) }
    }
    holders = Dictionary(held, uniquingKeysWith: { first, _ in first })
  }

  private static func ownKey(of message: RemoteMessage, _ project: String) -> String? {
    guard let id = message.externalID, id.hasPrefix("\(project)/") else { return nil }
    return String(id.dropFirst(project.count + 1))
  }

  /// From its id where that is the project's already, else from its name or its first words.
  mutating func key(for message: RemoteMessage) -> String {
    let spec = message.spec
    let texts = [
      Self.ownKey(of: message, project), message.name, spec.title, spec.body,
      spec.bot?.steps.first?.say,
    ]
    let words = texts.lazy.compactMap(\.self).map(Self.slug).first { $0.utf8.count >= 2 }
    return free(words ?? "message-\(Self.slug(message.id))", for: message.id)
  }

  /// The word, or the word and the first number that makes it another.
  private mutating func free(_ word: String, for id: String) -> String {
    var key = word
    var number = 2
    while holders[key].map({ $0 != id }) ?? false || !taken.insert(key).inserted {
      key = "\(word)-\(number)"
      number += 1
    }
    return key
  }

  /// As `export-in-one-step`: letters, digits and hyphens, cut between words.
  static func slug(_ text: String) -> String {
    let plain = text.folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive],
      locale: Locale(identifier: "en_US_POSIX"))
    let words = plain.utf8.split { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): false
      default: true
      }
    }
    var slug = ""
    for word in words.map({ String(decoding: $0, as: UTF8.self) }) {
      let longer = slug.isEmpty ? word : "\(slug)-\(word)"
      if longer.utf8.count > longest { break }
      slug = longer
    }
    return slug.isEmpty
      ? words.first.map { String(decoding: $0.prefix(longest), as: UTF8.self) } ?? "" : slug
  }

  private static let longest = 40
}
