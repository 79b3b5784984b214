import Foundation

/// Rows as they are measured, and what they mean at the end.
struct Table {
  private static let widths = [8, 42, 12, 12, 10, 10, 10]

  init() {
    row("size", "what", "wall", "processor", "× loop", "× bare", "memory")
  }

  /// A measured row: wall times are compared with both loops.
  mutating func add(size: Int, _ what: String, _ run: Run, _ baseline: Baseline) {
    row(
      String(size), what, milliseconds(run.wall), milliseconds(run.processor),
      ratio(run, baseline.readAndLoop), ratio(run, baseline.loop),
      run.memory == 0 ? "" : "\(run.memory / 1_000_000) MB")
  }

  private func ratio(_ run: Run, _ baseline: Run) -> String {
    String(format: "%.2f", run.wall / baseline.wall)
  }

  func finish() {
    print(
      """

      The loop is libyaml's bare event loop, in C, over the same files, each opened and read first;
      bare is the same over their bytes, in memory already.
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
