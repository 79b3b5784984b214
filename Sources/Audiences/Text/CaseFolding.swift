/// Simple Unicode case folding: one scalar becomes one, so `ß` is no `ss` and `İ` stays itself.
package enum CaseFolding {
  package static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let value = scalar.value
    guard let run = run(at: value), (value - run.first).isMultiple(of: run.step) else {
      return scalar
    }
    return self.scalar(value, shiftedBy: run.shift)
  }

  /// The text with every scalar folded; it has as many scalars as before.
  package static func folded(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { folded.append(Self.folded(scalar)) }
    return String(folded)
  }

  /// The other scalars that fold to a folded one, in their order.
  package static func variants(of folded: Unicode.Scalar) -> [Unicode.Scalar] {
    variants[folded] ?? []
  }

  private static let variants: [Unicode.Scalar: [Unicode.Scalar]] = {
    var variants: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    for run in CaseFoldingTable.runs {
      for value in stride(from: run.first, through: run.last, by: Int(run.step)) {
        let target = scalar(value, shiftedBy: run.shift)
        variants[target, default: []].append(scalar(value, shiftedBy: 0))
      }
    }
    return variants
  }()

  /// The run whose bounds enclose a value.
  private static func run(
    at value: UInt32
  ) -> (first: UInt32, last: UInt32, step: UInt32, shift: Int32)? {
    let runs = CaseFoldingTable.runs
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].last < value { low = middle + 1 } else { high = middle }
    }
    guard low < runs.count, runs[low].first <= value else { return nil }
    return runs[low]
  }

  private static func scalar(_ value: UInt32, shiftedBy shift: Int32) -> Unicode.Scalar {
    guard let scalar = Unicode.Scalar(UInt32(Int32(value) + shift)) else {
      preconditionFailure("the table holds scalars alone")
    }
    return scalar
  }
}

/// Text as `contains` and its like compare it.
package struct FoldedText: Sendable, Hashable {
  package let text: String
  private let bytes: [UInt8]

  package init(_ original: String) {
    text = CaseFolding.folded(original)
    bytes = Array(text.utf8)
  }

  package var isEmpty: Bool { bytes.isEmpty }

  // UTF-8 finds no scalar in the middle of another one, so bytes decide.

  package func contains(_ part: FoldedText) -> Bool {
    part.isEmpty || bytes.contains(part.bytes)
  }

  package func starts(with part: FoldedText) -> Bool { bytes.starts(with: part.bytes) }

  package func ends(with part: FoldedText) -> Bool {
    bytes.suffix(part.bytes.count) == part.bytes[...]
  }

  package static func == (left: FoldedText, right: FoldedText) -> Bool {
    left.bytes == right.bytes
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
