import Foundation

/// A file descriptor of this process.
package struct Descriptor: Sendable {
  package let number: Int32

  /// Some bytes; none at the end, which a terminal tells as an error.
  package func read() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
      repeat {
        count = Foundation.read(number, buffer.baseAddress, buffer.count)
      } while count < 0 && errno == EINTR
      count = max(count, 0)
    }
  }

  package func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(number, $0.baseAddress, $0.count) }
      if written <= 0 { return }
      rest = rest.dropFirst(written)
    }
  }

  package func close() { _ = Foundation.close(number) }
}

/// Both ends of a pipe, which no other process inherits.
package struct PipeEnds {
  package let reading: Descriptor
  package let writing: Descriptor

  package static func make() throws -> PipeEnds {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw ChildProcess.Failure(call: "pipe", number: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return PipeEnds(reading: Descriptor(number: ends[0]), writing: Descriptor(number: ends[1]))
  }
}

/// This side of a terminal that nobody sits at.
package struct Terminal {
  package let descriptor: Descriptor
  /// What a program opens as its own side.
  package let path: String

  package static func open() throws -> Terminal {
    #if canImport(Darwin)
      let number = posix_openpt(O_RDWR | O_NOCTTY)
      guard number >= 0, grantpt(number) == 0, unlockpt(number) == 0, let name = ptsname(number)
      else { throw ChildProcess.Failure(call: "posix_openpt", number: errno) }
      let path = String(cString: name)
    #else
      // What glibc's functions of those names do, which Swift does not see.
      let number = Foundation.open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var (lock, index): (Int32, UInt32) = (0, 0)
      guard number >= 0, ioctl(number, unlockRequest, &lock) == 0,
        ioctl(number, indexRequest, &index) == 0
      else { throw ChildProcess.Failure(call: "/dev/ptmx", number: errno) }
      let path = "/dev/pts/\(index)"
    #endif
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    return Terminal(descriptor: Descriptor(number: number), path: path)
  }

  /// `TIOCSPTLCK` and `TIOCGPTN` of Linux.
  private static let unlockRequest: UInt = 0x4004_5431
  private static let indexRequest: UInt = 0x8004_5430
}

/// What a program gets as one of its standard streams.
package enum StandardStream {
  case copy(Descriptor)
  case open(String)
}

/// Starts a program with exactly these streams and variables, and no signal ignored or blocked.
func spawn(
  _ program: String, _ arguments: [String], in folder: String, variables: [String: String],
  streams: [StandardStream]
) throws -> pid_t {
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_CLOEXEC_DEFAULT
  #else
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
  #endif
  posix_spawn_file_actions_init(&actions)
  posix_spawnattr_init(&attributes)
  defer {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }
  #if canImport(Darwin)
    posix_spawn_file_actions_addchdir_np(&actions, folder)
    let command = [program] + arguments
  #else
    // glibc's function of that name is not seen by Swift; `env` becomes the program.
    let command = ["/usr/bin/env", "-C", folder, program] + arguments
  #endif
  for (number, stream) in streams.enumerated() {
    switch stream {
    case .copy(let descriptor):
      posix_spawn_file_actions_adddup2(&actions, descriptor.number, Int32(number))
    case .open(let path):
      posix_spawn_file_actions_addopen(&actions, Int32(number), path, O_RDWR | O_NOCTTY, 0)
    }
  }
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  for signal in [SIGINT, SIGTERM, SIGPIPE, SIGHUP] { sigaddset(&signals, signal) }
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setflags(&attributes, Int16(flags))

  var identifier: pid_t = 0
  let settings = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  let result = withCStrings(command) { arguments in
    withCStrings(settings) { settings in
      posix_spawn(&identifier, command[0], &actions, &attributes, arguments, settings)
    }
  }
  guard result == 0 else { throw ChildProcess.Failure(call: "posix_spawn", number: result) }
  return identifier
}

/// An array of C strings with nil at its end, as `exec` takes it.
private func withCStrings<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = texts.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}
