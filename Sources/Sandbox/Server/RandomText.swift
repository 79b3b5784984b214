import FoundationEssentials

/// Names one answer, so that two people can speak about it.
enum RequestIdentifier {
  static func random() -> String { UUID().uuidString.lowercased() }
}

/// A secret that a sandbox makes for itself.
enum RandomToken {
  /// 32 bytes of the system's randomness, in hexadecimal.
  static func make() -> String {
    var system = SystemRandomNumberGenerator()
    return (0..<32).map { _ in
      let byte = UInt8.random(in: .min ... .max, using: &system)
      return String(byte >> 4, radix: 16) + String(byte & 0xF, radix: 16)
    }.joined()
  }
}
