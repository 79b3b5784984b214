/// The names of this machine.
enum Loopback {
  /// - Parameter authority: a host, with its port or without: `localhost:3000`, `[::1]`.
  static func isNamed(by authority: Substring) -> Bool {
    let host: Substring
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return false }
      host = authority[...end]
      guard isPort(authority[authority.index(after: end)...]) else { return false }
    } else {
      host = authority.prefix { $0 != ":" }
      guard isPort(authority[host.endIndex...]) else { return false }
    }
    let name = host.lowercased()
    return name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]"
      || isAddress(name)
  }

  /// `127.0.0.1` and the others of its net.
  private static func isAddress(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8($0) != nil }
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.isEmpty
      || text.first == ":" && text.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
