import ArgumentParser
import Remote
import Workflows

/// What an exit code means, as the README has it.
enum ExitStatus: Int32 {
  case done = 0
  case failed = 1
  /// Only with `--detailed-exitcode`.
  case changes = 2
  case filesWrong = 3
  case tokenRefused = 4
  case unreachable = 5
  case stopped = 6
  case stale = 7
  case partial = 8
  case usage = 64
  case interrupted = 130

  var code: ExitCode { ExitCode(rawValue) }
}

extension Failure {
  var status: ExitStatus {
    switch self {
    case .noFolder, .noProject, .unknownEnvironment, .noEnvironment, .unknownKey: .usage
    case .files: .filesWrong
    case .tokenMissing: .tokenRefused
    case .remote(let error): error.status
    case .noMessage, .sandbox, .unsupported: .failed
    }
  }
}

extension RemoteError {
  var status: ExitStatus {
    switch self {
    case .unauthorized, .forbidden: .tokenRefused
    case .unreachable, .limited, .serverFailed: .unreachable
    case .conflict, .moved: .stale
    case .notFound, .refused, .badAnswer, .notSent, .cancelled: .failed
    }
  }
}
