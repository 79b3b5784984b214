/// A text that is shown nowhere: printing, interpolating, reflecting or dumping it gives a mark in
/// its place.
public struct Secret: Sendable, Hashable {
  private let text: String

  public init(_ text: String) { self.text = text }

  /// The text itself, for the one place that sends it.
  package func reveal() -> String { text }

  /// Whether a header can hold it: visible ASCII characters, at least one.
  package var isSendable: Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "[redacted]" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
