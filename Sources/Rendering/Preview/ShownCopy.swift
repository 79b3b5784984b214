import Planning

/// A message's texts as the sample person reads them, with what differs from the other side marked.
struct ShownCopy {
  enum Side {
    case before, after
  }

  let side: Side
  /// What the other side shows; nil where there is nothing to compare with.
  let other: MessageSpec?

  /// - Parameter text: finds the same text on the other side.
  func markup(_ text: String, _ find: (MessageSpec) -> String?) -> HTML {
    guard let other else { return filled(text) }
    guard let counterpart = find(other) else { return marked(text) }
    guard counterpart != text else { return filled(text) }
    let diff =
      switch side {
      case .before: WordDiff(from: text, to: counterpart)
      case .after: WordDiff(from: counterpart, to: text)
      }
    return HTML(
      diff.parts.map { part in
        switch (part, side) {
        case (.same(let same), _): filled(same)
        case (.removed(let words), .before), (.added(let words), .after): marked(words)
        case (.removed, .after), (.added, .before): ""
        }
      })
  }

  private func marked(_ text: String) -> HTML {
    switch side {
    case .before: "<del>\(filled(text))</del>"
    case .after: "<ins>\(filled(text))</ins>"
    }
  }

  private func filled(_ text: String) -> HTML { Self.filled(text, for: .known) }

  static func filled(_ text: String, for reader: SampleReader) -> HTML {
    HTML(
      reader.pieces(of: text).map { piece in
        switch piece {
        case .text(let text): "\(text.visible)"
        case .filled(let value): "<span class=\"filled\">\(value.visible)</span>"
        }
      })
  }
}
