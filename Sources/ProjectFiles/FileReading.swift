public import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads files whole, through one buffer that is used again.
struct FileBuffer: ~Copyable {
  private let bytes: UnsafeMutableRawBufferPointer

  /// Bytes of a file above which it is not read at all.
  static let largest = 8 << 20

  init() {
    bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.largest + 1, alignment: 16)
  }

  deinit { bytes.deallocate() }

  /// The file, or what is wrong with it.
  func read(_ path: String) -> Result<SourceFile, FileProblem> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .failure(.unreadable(path, errno: errno)) }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else {
      return .failure(.unreadable(path, errno: errno))
    }
    guard information.st_mode & S_IFMT == S_IFREG else { return .failure(.notAFile(path)) }
    guard information.st_size <= Self.largest else { return .failure(.tooLarge(path)) }
    var count = 0
    while count < bytes.count {
      let room = UnsafeMutableRawBufferPointer(rebasing: bytes[count...])
      let got = readSome(descriptor, room)
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        return .failure(.unreadable(path, errno: errno))
      }
      count += got
    }
    guard count <= Self.largest else { return .failure(.tooLarge(path)) }
    return .success(SourceFile(path: path, bytes: Array(bytes[..<count])))
  }
}

/// Why a file could not be read.
enum FileProblem: Error {
  case unreadable(String, errno: Int32)
  case notAFile(String)
  case tooLarge(String)
  /// What a commit of git has there is no file.
  case elsewhere(String)

  var diagnostic: Diagnostic {
    switch self {
    case .unreadable(let path, let number): FileDiagnostics.unreadable(path, errno: number)
    case .notAFile(let path): FileDiagnostics.notAFile(path)
    case .tooLarge(let path): FileDiagnostics.tooLarge(path)
    case .elsewhere(let path): FileDiagnostics.elsewhere(path)
    }
  }
}

extension ProjectFolder {
  /// `herald.yaml` itself, or why it cannot be read.
  public func readProjectFile() -> (file: SourceFile?, diagnostics: [Diagnostic]) {
    switch read(projectFilePath, FileBuffer()) {
    case .success(let file): (file, [])
    case .failure(let problem): (nil, [problem.diagnostic])
    }
  }

  private func read(
    _ path: String, _ buffer: borrowing FileBuffer
  ) -> Result<SourceFile, FileProblem> {
    committed?.read(path, below: self) ?? buffer.read(path)
  }

  /// The paths of all other files, sorted, and what could not be looked into.
  private var listing: (paths: [String], diagnostics: [Diagnostic]) {
    if let committed { return (committed.paths(below: self), []) }
    let listing = FolderListing(self)
    return (listing.paths, listing.diagnostics)
  }

  /// How many files a worker reads, under a millisecond's worth, before it lets others go first.
  private static let filesAtATime = 32

  /// Reads every other file and makes a value of each, on as many threads as there are processors.
  ///
  /// The values come in the order of the paths, whatever the threads did. What could not be read is
  /// a diagnostic, never left out in silence.
  public func readAll<Value: Sendable>(
    workers: Int, _ make: @escaping @Sendable (SourceFile) -> Value
  ) async -> (values: [Value], diagnostics: [Diagnostic]) {
    let (paths, problems) = listing
    // Contiguous parts: neighbours in a folder are read by one worker.
    let size = max(1, (paths.count + workers - 1) / max(1, workers))
    let parts = stride(from: 0, to: paths.count, by: size).map { start in
      paths[start..<min(start + size, paths.count)]
    }
    let results = await withTaskGroup(of: (Int, [Value], [Diagnostic]).self) { group in
      for (index, part) in parts.enumerated() {
        group.addTask {
          let buffer = FileBuffer()
          var values: [Value] = []
          var diagnostics: [Diagnostic] = []
          values.reserveCapacity(part.count)
          for (position, path) in part.enumerated() {
            // Others have work for the same threads: the workspace is looked at meanwhile.
            if position % Self.filesAtATime == Self.filesAtATime - 1 { await Task.yield() }
            switch read(path, buffer) {
            case .success(let file): values.append(make(file))
            case .failure(let problem): diagnostics.append(problem.diagnostic)
            }
          }
          return (index, values, diagnostics)
        }
      }
      var results: [(Int, [Value], [Diagnostic])] = []
      for await result in group { results.append(result) }
      return results.sorted { $0.0 < $1.0 }
    }
    return (
      results.flatMap(\.1), (problems + results.flatMap(\.2)).sortedByPlace()
    )
  }
}
