import Foundation

/// Figures that have a target, one a line.
struct Figures {
  private static let widths = [64, 34, 22]

  init() { row("what", "measured", "target") }

  func add(_ what: String, _ measured: String, target: String) { row(what, measured, target) }

  func add(_ what: String, _ run: Run, atMost seconds: Double) {
    row(what, Self.milliseconds(run), String(format: "%.0f ms", seconds * 1_000))
  }

  /// A figure beside what does the same by hand.
  func add(_ what: String, _ run: Run, beside other: Run, atMost ratio: Double) {
    let times = String(format: "%.2f ×", run.wall / other.wall)
    row(
      what, "\(Self.milliseconds(run)) : \(Self.milliseconds(other)) = \(times)",
      String(format: "%.0f ×", ratio))
  }

  private static func milliseconds(_ run: Run) -> String {
    String(format: "%.1f ms", run.wall * 1_000)
  }

  private func row(_ cells: String...) {
    let padded = zip(cells, Self.widths).map { cell, width in
      cell + String(repeating: " ", count: max(0, width - cell.count))
    }
    print(padded.joined())
    // Some figures take minutes: each is to be seen as it comes.
    fflush(nil)
  }
}

/// Requests that were sent, several at once.
struct Volley {
  /// Seconds from the first to the last answer.
  let wall: Double
  /// Seconds of each, in order of length.
  let waits: [Double]
  /// Seconds of all processors of this process, who sends and who answers.
  let processor: Double

  var perSecond: String { String(format: "%.0f/s", Double(waits.count) / wall) }

  /// What is left of a busy machine's figures: others' work does not count.
  var processorEach: String {
    String(format: "%.2f ms of a processor each", processor / Double(waits.count) * 1_000)
  }

  func percentile(_ percent: Double) -> String {
    let index = min(waits.count - 1, Int(Double(waits.count) * percent / 100))
    return String(format: "p%g %.1f ms", percent, waits[index] * 1_000)
  }

  /// Sends so many, a share of them by each of several senders.
  static func send(
    _ count: Int, atOnce senders: Int, _ send: @escaping @Sendable (Int) async throws -> Void
  ) async throws -> Volley {
    let clock = ContinuousClock()
    let start = clock.now
    let processor = processorSeconds()
    let waits = try await withThrowingTaskGroup(of: [Double].self) { group in
      for sender in 0..<senders {
        group.addTask {
          var waits: [Double] = []
          for index in stride(from: sender, to: count, by: senders) {
            let begin = clock.now
            try await send(index)
            waits.append((clock.now - begin) / .seconds(1))
          }
          return waits
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    return Volley(
      wall: (clock.now - start) / .seconds(1), waits: waits.sorted(),
      processor: processorSeconds() - processor)
  }
}
