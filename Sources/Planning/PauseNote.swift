package import JSON

/// Why and when a person paused a message; kept with it until it is live again.
package struct PauseNote: Sendable, Hashable {
  /// The member of a message's metadata that holds it.
  package static let name = "herald_pause"

  package let reason: String?
  /// Unix seconds.
  package let at: Int64

  package init(reason: String?, at: Int64) {
    self.reason = reason
    self.at = at
  }

  package var json: JSONObject { ["reason": .text(reason), "at": .integer(at)] }
}
