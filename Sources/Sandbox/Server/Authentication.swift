import Hummingbird

/// Who may ask: whoever presents the token.
struct Authentication: Sendable {
  let token: String

  func check(_ headers: HTTPFields) throws(Refusal) {
    guard let header = headers[.authorization] else {
      throw Refusal(Problem(.unauthorized, "Access Token is missing"))
    }
    let scheme = header.prefix { $0 != " " }
    let token = header.dropFirst(scheme.count).drop { $0 == " " }
    guard scheme.lowercased() == "bearer", isToken(token) else {
      throw Refusal(Problem(.unauthorized, "Access Token Invalid"))
    }
  }

  /// Takes the same time wherever the first difference lies.
  private func isToken(_ text: Substring) -> Bool {
    let expected = Array(token.utf8)
    let given = Array(text.utf8)
    var difference = expected.count ^ given.count
    for (index, byte) in given.enumerated() {
      difference |= Int(byte ^ (expected.isEmpty ? 0xFF : expected[index % expected.count]))
    }
    return difference == 0
  }
}
