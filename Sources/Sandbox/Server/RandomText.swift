import FoundationEssentials

/// Names one answer, so that two people can speak about it.
enum RequestIdentifier {
  static func random() -> String { UUID().uuidString.lowercased() }
}

/// Names a job of an export.
enum JobIdentifier {
  /// Sixteen letters and digits.
  static func random() -> String {
    String((0..<16).map { _ in characters[Int.random(in: characters.indices)] })
  }

  private static let characters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
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
