import ArgumentParser
import Workflows

extension Verdict {
  /// As the README has it.
  var exitCode: Int32 {
    switch self {
    case .failed: 1
    case .changes: 2
    case .filesWrong: 3
    case .tokenRefused: 4
    case .unreachable: 5
    case .stopped: 6
    case .stale: 7
    case .partial: 8
    case .tooOld: 9
    case .usage: 64
    case .interrupted: 130
    }
  }

  var code: ExitCode { ExitCode(exitCode) }
}
