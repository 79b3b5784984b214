/// What a text is made of, found in one pass over its bytes.
struct TextTraits {
  /// True when it has nothing but spaces and control characters.
  private(set) var isBlank = true
  /// True when it has a control character that is neither a line break nor a tab.
  private(set) var hasControl = false
  /// True when it has a line break or a tab.
  private(set) var hasBreak = false
  /// True when `${` may be in it.
  private(set) var hasDollar = false
  /// True when `{{` may be in it.
  private(set) var hasBrace = false
  /// The bytes that it takes in JSON, about.
  private(set) var size = 0

  init(_ text: String) {
    let bytes = text.utf8.span
    size = bytes.count
    for index in bytes.indices {
      let byte = bytes[index]
      if byte > Byte.space, byte != 0x7F {
        isBlank = false
        switch byte {
        case Byte.dollar: hasDollar = true
        case Byte.openBrace: hasBrace = true
        case Byte.quote, Byte.backslash: size += 1
        default: break
        }
      } else if byte == Byte.newline || byte == Byte.tab {
        hasBreak = true
        size += 1
      } else if byte != Byte.space {
        hasControl = true
      }
    }
  }
}
