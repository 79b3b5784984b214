/// The tag of everybody whom a chat was sent to: the ledger of what was sent is in Intercom itself.
package struct LedgerTag: Sendable, Hashable {
  package let id: String
  package let name: String

  package init(id: String, name: String) {
    self.id = id
    self.name = name
  }

  private static let start = "herald: "
  package static let pauseMark = " · paused"

  /// What a campaign's tag is called; with its mark, whoever delivers stops before the next send.
  package static func name(of externalID: String, isPaused: Bool) -> String {
    start + externalID + (isPaused ? pauseMark : "")
  }

  static func isPaused(_ name: String) -> Bool {
    name.hasPrefix(start) && name.hasSuffix(pauseMark)
  }
}
