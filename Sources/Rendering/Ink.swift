/// Colours of a terminal, or none.
public struct Ink: Sendable, Hashable {
  public let isOn: Bool

  public init(_ isOn: Bool) { self.isOn = isOn }

  func bold(_ text: String) -> String { wrap(text, "1") }
  func dim(_ text: String) -> String { wrap(text, "2") }
  func red(_ text: String) -> String { wrap(text, "31") }
  func green(_ text: String) -> String { wrap(text, "32") }
  func yellow(_ text: String) -> String { wrap(text, "33") }
  func blue(_ text: String) -> String { wrap(text, "34") }
  func cyan(_ text: String) -> String { wrap(text, "36") }
  func magenta(_ text: String) -> String { wrap(text, "35") }

  private func wrap(_ text: String, _ code: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// What a text is written for.
public struct Page: Sendable, Hashable {
  public let ink: Ink
  /// In columns; nil where lines may be as long as they like.
  public let width: Int?

  public init(colour: Bool, width: Int?) {
    ink = Ink(colour)
    self.width = width
  }

  /// Without colours and as wide as the text is: for files and pipes.
  public static let plain = Page(colour: false, width: nil)
}
