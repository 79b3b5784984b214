/// Tells tokens from what may stand in a file that many people read.
enum SecretText {
  /// How a known kind of token begins, and whose it is.
  private static let prefixes: [(start: String, kind: String)] = [
    ("dG9rO", "an Intercom access token"),
    ("ghp_", "a GitHub token"), ("gho_", "a GitHub token"), ("ghu_", "a GitHub token"),
    ("ghs_", "a GitHub token"), ("ghr_", "a GitHub token"), ("github_pat_", "a GitHub token"),
    ("glpat-", "a GitLab token"), ("sk-", "an API key"), ("sk_live_", "an API key"),
    ("sk_test_", "an API key"), ("rk_live_", "an API key"), ("xoxb-", "a Slack token"),
    ("xoxp-", "a Slack token"), ("xoxa-", "a Slack token"), ("xapp-", "a Slack token"),
    ("AKIA", "an AWS access key"), ("ASIA", "an AWS access key"), ("AIza", "a Google API key"),
    ("ya29.", "a Google token"), ("eyJ", "a JSON Web Token"), ("npm_", "an npm token"),
    ("pypi-", "a PyPI token"), ("SG.", "a SendGrid key"), ("-----BEGIN", "a private key"),
  ]

  /// What the text looks like, as `a GitHub token`; nil when it does not look like a secret.
  static func kind(of text: String) -> String? {
    for word in text.split(whereSeparator: \.isWhitespace) {
      for prefix in prefixes
      where word.hasPrefix(prefix.start) && word.utf8.count >= prefix.start.utf8.count + 8 {
        return prefix.kind
      }
      if isRandom(word) { return "a token" }
    }
    let lowered = text.lowercased()
    if lowered.hasPrefix("bearer ") || lowered.hasPrefix("basic ") {
      return "an authorization header"
    }
    return nil
  }

  /// True unless the text is plainly none: the name of a variable, or an address without a password.
  ///
  /// What stands where people put tokens by mistake is not shown on suspicion.
  static func mayBe(_ text: String) -> Bool {
    if kind(of: text) != nil { return true }
    let isName = text.utf8.allSatisfy {
      Byte.isUppercase($0) || Byte.isDigit($0) || $0 == Byte.underscore
    }
    let hasHiddenPlaces = text.utf8.contains { $0 == Byte.at || $0 == UInt8(ascii: "?") }
    return !isName && (hasHiddenPlaces || !text.utf8.contains(Byte.dot))
  }

  /// True for one long word of letters and digits mixed as no person would.
  private static func isRandom(_ word: Substring) -> Bool {
    let bytes = word.utf8
    guard bytes.count >= 32, !isUUID(word) else { return false }
    var letters = 0
    var digits = 0
    var changes = 0
    var lastWasDigit = false
    for byte in bytes {
      if Byte.isDigit(byte) {
        digits += 1
      } else if Byte.isLetter(byte) {
        letters += 1
      } else if ![Byte.underscore, Byte.hyphen, UInt8(ascii: "+"), UInt8(ascii: "=")]
        .contains(byte)
      {
        // URLs, host names and sentences have other characters; base64 hardly more than these.
        return false
      }
      if Byte.isDigit(byte) != lastWasDigit { changes += 1 }
      lastWasDigit = Byte.isDigit(byte)
    }
    return letters >= 8 && digits >= 4 && changes >= 6
  }

  /// UUIDs name things more often than they open them.
  private static func isUUID(_ word: Substring) -> Bool {
    word.utf8.split(separator: Byte.hyphen, omittingEmptySubsequences: false).map(\.count)
      == [8, 4, 4, 4, 12]
  }
}
