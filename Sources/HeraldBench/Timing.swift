import Foundation

/// How long one run took, and what it needed.
struct Run {
  /// Seconds.
  let wall: Double
  /// Seconds of all processors, of this process or of the one that was run.
  let processor: Double
  /// Bytes at the peak; 0 where it was not measured.
  var memory = 0
}

/// Runs what is compared in turns, one warm-up each, and keeps the medians.
func inTurns(_ rounds: Int, _ works: [() async throws -> Run]) async throws -> [Run] {
  var runs = [[Run]](repeating: [], count: works.count)
  for round in 0...rounds {
    for (index, work) in works.enumerated() {
      let run = try await work()
      if round > 0 { runs[index].append(run) }
    }
  }
  return runs.map { runs in
    Run(
      wall: median(runs.map(\.wall)), processor: median(runs.map(\.processor)),
      memory: Int(median(runs.map { Double($0.memory) })))
  }
}

private func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// Times work in this process.
func timed(_ work: () async throws -> Void) async rethrows -> Run {
  let clock = ContinuousClock()
  let processor = processorSeconds()
  let start = clock.now
  try await work()
  let wall = (clock.now - start) / .seconds(1)
  return Run(wall: wall, processor: processorSeconds() - processor)
}

/// Seconds of all processors that this process has used.
private func processorSeconds() -> Double {
  var usage = rusage()
  getrusage(resourcesOfThisProcess, &usage)
  return usage.ru_utime.seconds + usage.ru_stime.seconds
}

/// Runs a command to its end, without its output, and times it as the system accounts for it.
func timedCommand(_ path: String, _ arguments: [String]) throws -> Run {
  let clock = ContinuousClock()
  let start = clock.now
  let process = try spawn(path, arguments)
  var status: Int32 = 0
  var usage = rusage()
  guard wait4(process, &status, 0, &usage) == process, status == 0 else {
    throw BenchError(what: "\(path) \(arguments.joined(separator: " ")) failed (\(status))")
  }
  return Run(
    wall: (clock.now - start) / .seconds(1),
    processor: usage.ru_utime.seconds + usage.ru_stime.seconds,
    memory: usage.ru_maxrss * memoryUnit)
}

private func spawn(_ path: String, _ arguments: [String]) throws -> pid_t {
  var process = pid_t()
  var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
  #else
    var actions = posix_spawn_file_actions_t()
  #endif
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
  guard posix_spawn(&process, path, &actions, nil, &words, environ) == 0 else {
    throw BenchError(what: "cannot start \(path)")
  }
  return process
}

struct BenchError: Error, CustomStringConvertible {
  let what: String
  var description: String { what }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}

#if canImport(Darwin)
  /// Bytes on Apple's systems.
  private let memoryUnit = 1
  private let resourcesOfThisProcess = RUSAGE_SELF
#else
  /// Kibibytes on Linux.
  private let memoryUnit = 1_024
  private let resourcesOfThisProcess = RUSAGE_SELF.rawValue
#endif
