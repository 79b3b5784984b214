public import Remote

/// What somebody waits for while it is asked what messages did.
public struct MeasuringEventText {
  private let event: MeasuringEvent

  public init(_ event: MeasuringEvent) { self.event = event }

  /// Fewer people are asked about before anybody wonders.
  private static let soonAsked = 500

  /// Nil for what is soon over.
  public var text: String? {
    switch event {
    case .exporting:
      "The workspace exports what came of its posts, which may take minutes …"
    case .asking(let key, let people):
      people < Self.soonAsked
        ? nil
        : "Asking of \(people.grouped) people whether they reached the goal of \(key.visibleLine),"
          + " one by one …"
    }
  }
}
