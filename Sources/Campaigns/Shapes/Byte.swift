/// The bytes that the format's small syntaxes are made of.
enum Byte {
  static let tab: UInt8 = 0x09
  static let newline: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let hash: UInt8 = 0x23
  static let dollar: UInt8 = 0x24
  static let percent: UInt8 = 0x25
  static let apostrophe: UInt8 = 0x27
  static let hyphen: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let zero: UInt8 = 0x30
  static let colon: UInt8 = 0x3A
  static let at: UInt8 = 0x40
  static let backslash: UInt8 = 0x5C
  static let underscore: UInt8 = 0x5F
  static let openBrace: UInt8 = 0x7B
  static let bar: UInt8 = 0x7C
  static let closeBrace: UInt8 = 0x7D

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func isLowercase(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  static func isUppercase(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

  static func isLetter(_ byte: UInt8) -> Bool { isLowercase(byte) || isUppercase(byte) }

  /// Spaces, tabs, line breaks and other control characters.
  static func isBlank(_ byte: UInt8) -> Bool { byte <= space || byte == 0x7F }

  /// What a variable's name is made of.
  static func isNamePart(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == underscore
  }
}
