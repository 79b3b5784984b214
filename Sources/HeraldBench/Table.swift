import Foundation

/// Rows as they are measured, and what they mean at the end.
struct Table {
  private static let widths = [8, 42, 12, 12, 14, 10]

  init() {
    row("size", "what", "wall", "processor", "× baseline", "memory")
  }

  /// A measured row; `baseline` is the run that its wall time is compared with.
  mutating func add(size: Int, _ what: String, _ run: Run, baseline: Run?) {
    row(
      String(size), what, milliseconds(run.wall), milliseconds(run.processor),
      baseline.map { String(format: "%.2f", run.wall / $0.wall) } ?? "baseline",
      run.memory == 0 ? "" : "\(run.memory / 1_000_000) MB")
  }

  func finish() {
    print(
      """

      The baseline is libyaml's bare event loop, in C, over the same bytes in memory, in the same run.
      Medians of runs that take turns; wall time is what the ratios compare.
      """)
  }

  private func milliseconds(_ seconds: Double) -> String {
    String(format: "%.1f ms", seconds * 1_000)
  }

  private func row(_ cells: String...) {
    let padded = zip(cells, Self.widths).map { cell, width in
      cell + String(repeating: " ", count: max(0, width - cell.count))
    }
    print(padded.joined())
  }
}
