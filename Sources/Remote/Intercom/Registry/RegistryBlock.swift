import FoundationEssentials
import JSON
import Planning

/// What herald writes into an internal article for itself, among the words for people: a JSON object
/// in letters that no editor of articles changes, with a digest that tells when somebody did.
struct RegistryBlock: Sendable, Hashable {
  enum Kind: String, Sendable, Hashable, CaseIterable {
    /// What herald remembers of a campaign.
    case campaign
    /// What became of sending it.
    case delivery
  }

  let kind: Kind
  let content: JSONObject

  enum Finding: Sendable, Hashable {
    /// The article is nothing of herald's.
    case none
    case block(RegistryBlock)
    /// It holds what herald wrote, and somebody changed that.
    case damaged
  }

  private static let start = "HERALD-RECORD-BEGINS"
  private static let end = "HERALD-RECORD-ENDS"
  private static let lineLength = 76

  /// The lines, without markup; none of their characters needs escaping.
  var text: String {
    let bytes = JSONValue.object(content).compact()
    let letters = Data(bytes).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    var lines = ["\(Self.start) \(kind.rawValue) \(Self.digest(bytes))"]
    var rest = letters[...]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(Self.lineLength)))
      rest = rest.dropFirst(Self.lineLength)
    }
    return (lines + [Self.end]).joined(separator: "\n")
  }

  /// Looks for what `text` wrote in a text whose markup is gone; white space does not matter.
  static func find(in text: String) -> Finding {
    let parts = text.split(separator: start, omittingEmptySubsequences: false).dropFirst()
    guard !parts.isEmpty else { return text.contains(end) ? .damaged : .none }
    var found: RegistryBlock?
    for part in parts {
      // A copy of the same says nothing new.
      guard let block = read(part), found == nil || found == block else { return .damaged }
      found = block
    }
    return found.map(Finding.block) ?? .damaged
  }

  private static func read(_ part: Substring) -> RegistryBlock? {
    guard let stop = part.firstRange(of: end) else { return nil }
    let words = part[..<stop.lowerBound].split(whereSeparator: \.isWhitespace)
    guard words.count > 2, let kind = Kind(rawValue: String(words[0])) else { return nil }
    let letters = words.dropFirst(2).joined()
      .replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - letters.utf8.count % 4) % 4)
    guard let data = Data(base64Encoded: letters + padding) else { return nil }
    let bytes = [UInt8](data)
    guard digest(bytes) == words[1] else { return nil }
    do throws(JSONError) {
      return try JSONValue(parsing: bytes).object.map { RegistryBlock(kind: kind, content: $0) }
    } catch {
      return nil
    }
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    String(SHA256.hex(of: bytes).prefix(16))
  }
}
