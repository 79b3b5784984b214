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
func processorSeconds() -> Double {
  var usage = rusage()
  getrusage(resourcesOfThisProcess, &usage)
  return usage.ru_utime.seconds + usage.ru_stime.seconds
}

/// Runs a command to its end, without its output, and times it as the system accounts for it.
///
/// Another process of this program does so, which is small: Linux counts what a process held as it
/// started a command as the command's own.
func timedCommand(_ path: String, _ arguments: [String]) throws -> Run {
  let pipe = Pipe()
  let own = CommandLine.arguments[0]
  let process = try spawn(
    own, [CommandTiming.word, path] + arguments,
    output: pipe.fileHandleForWriting.fileDescriptor)
  pipe.fileHandleForWriting.closeFile()
  let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  var status: Int32 = 0
  let figures = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
  guard waitpid(process, &status, 0) == process, status == 0, figures.count == 3 else {
    throw BenchError(what: "\(path) \(arguments.joined(separator: " ")) failed (\(status))")
  }
  return Run(wall: figures[0], processor: figures[1], memory: Int(figures[2]))
}

/// What the other process does.
enum CommandTiming {
  /// The first argument that asks for it.
  static let word = "--time-command"

  /// Writes seconds, seconds of all processors, and bytes.
  static func run(_ command: [String]) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let process = try spawn(command[0], Array(command.dropFirst()), output: nil)
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(process, &status, 0, &usage) == process, status == 0 else {
      throw BenchError(what: "\(command.joined(separator: " ")) failed (\(status))")
    }
    let wall = (clock.now - start) / .seconds(1)
    print(
      wall, usage.ru_utime.seconds + usage.ru_stime.seconds, usage.ru_maxrss * memoryUnit)
  }
}

/// - Parameter output: where its standard output goes; nil for nowhere.
private func spawn(_ path: String, _ arguments: [String], output: Int32?) throws -> pid_t {
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
  if let output {
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
  } else {
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
  }
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
