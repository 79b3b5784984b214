import Hummingbird

extension Precondition {
  /// Reads `If-Match`: `*`, or entity tags in double quotes. A weak tag is none that a change can
  /// depend on, so it matches nothing.
  init(_ headers: HTTPFields) throws(Refusal) {
    guard let header = headers[.ifMatch] else {
      self = .none
      return
    }
    let tags = header.split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace) }
      .map { String($0.reversed().trimmingPrefix(while: \.isWhitespace).reversed()) }
    if tags == ["*"] {
      self = .exists
      return
    }
    guard !tags.isEmpty, tags.allSatisfy(Self.isEntityTag) else {
      throw Refusal(
        Problem(
          .parameterInvalid, "If-Match must be * or entity tags in double quotes",
          field: "If-Match"))
    }
    self = .matches(tags)
  }

  private static func isEntityTag(_ text: String) -> Bool {
    let tag = text.hasPrefix("W/") ? text.dropFirst(2) : text[...]
    return tag.count >= 2 && tag.first == "\"" && tag.last == "\""
      && !tag.dropFirst().dropLast().contains("\"")
  }
}
