import Foundation

/// A folder of its own with a project in it, and the built `herald` to run there.
package final class Workbench: Sendable {
  /// Where commands run; the project is in its `campaigns`.
  package let folder: String
  private let home: String

  /// An empty folder.
  package init() throws {
    let name = "herald-commands-\(UUID().uuidString)"
    let root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent(name).path
    folder = root + "/work"
    home = root + "/home"
    for path in [folder, home] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent)
    } catch {
      // A test may have taken a folder's rights away; the system clears its temporary folder.
    }
  }

  /// A copy of the repository's own campaigns.
  package static func acme() throws -> Workbench {
    let bench = try Workbench()
    try FileManager.default.copyItem(
      atPath: Repository.root + "/campaigns", toPath: bench.folder + "/campaigns")
    if FileManager.default.fileExists(atPath: bench.folder + "/campaigns/.herald") {
      try FileManager.default.removeItem(atPath: bench.folder + "/campaigns/.herald")
    }
    return bench
  }

  /// A project of literals, whose files are named from `campaigns`.
  package static func project(_ files: [String: String] = [:], remote: String = "remote: sandbox")
    throws -> Workbench
  {
    let bench = try Workbench()
    try bench.write("campaigns/herald.yaml", Text.project(remote: remote))
    for (name, text) in files { try bench.write("campaigns/\(name)", text) }
    return bench
  }

  /// A variable is set to a value; nothing of this process's own environment is passed on.
  package func variables(_ more: [String: String] = [:]) -> [String: String] {
    var variables = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8", "TERM": "xterm",
      "LLVM_PROFILE_FILE": "/dev/null",
    ]
    for (name, value) in more { variables[name] = value }
    return variables
  }

  /// Runs herald to its end, without a terminal.
  package func herald(
    _ arguments: String..., variables more: [String: String] = [:], input: String = ""
  ) async throws -> Output {
    try await herald(arguments, variables: more, input: input)
  }

  package func herald(
    _ arguments: [String], variables more: [String: String] = [:], input: String = ""
  ) async throws -> Output {
    await Turnstile.shared.enter()
    let result: Result<Output, any Error>
    do {
      let child = try start(arguments, variables: more, input: input)
      result = .success(await child.end())
    } catch {
      result = .failure(error)
    }
    await Turnstile.shared.leave()
    return try result.get()
  }

  /// Starts herald and leaves it running; nil as input gives it a terminal.
  package func start(
    _ arguments: [String], variables more: [String: String] = [:], input: String? = ""
  ) throws -> ChildProcess {
    try ChildProcess(
      Repository.herald, arguments, in: folder, variables: variables(more), input: input)
  }

  /// Runs a line of the shell in which `$HERALD` is the program.
  package func shell(_ line: String, variables more: [String: String] = [:]) async throws -> Output
  {
    var all = variables(more)
    all["HERALD"] = Repository.herald
    let child = try ChildProcess(
      "/bin/bash", ["-c", line], in: folder, variables: all, input: "")
    return await child.end()
  }
}

// MARK: - Files

extension Workbench {
  package func path(_ name: String) -> String { "\(folder)/\(name)" }

  package func write(_ name: String, _ text: String) throws {
    try write(name, bytes: Array(text.utf8))
  }

  package func write(_ name: String, bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  package func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
  }

  package func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path(name))
  }

  package func move(_ from: String, to name: String) throws {
    try FileManager.default.createDirectory(
      atPath: (path(name) as NSString).deletingLastPathComponent,
      withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: path(from), toPath: path(name))
  }

  /// Makes a symbolic link, whose target is taken as it is.
  package func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path(name), withDestinationPath: target)
  }

  /// Replaces a text that the file must have, and returns what the file was.
  @discardableResult
  package func edit(_ name: String, _ old: String, _ new: String) throws -> String {
    let before = try read(name)
    guard before.contains(old) else { throw MissingText(text: old, file: name) }
    try write(name, before.replacingOccurrences(of: old, with: new))
    return before
  }

  package struct MissingText: Error { package let text: String, file: String }

  /// Every file below the folder with its bytes, without herald's own folder and git's.
  package func everyFile() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      let parts = name.split(separator: "/")
      guard !parts.contains(".herald"), !parts.contains(".git") else { continue }
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: path(name), isDirectory: &isFolder)
      if !exists || isFolder.boolValue { continue }
      files[name] = Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }
    return files
  }
}

/// Where this package is, and what it has built.
package enum Repository {
  package static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  package static func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(path)")), as: UTF8.self)
  }

  /// The program beside the bundle of tests.
  package static let herald: String = {
    #if canImport(Darwin)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      let place = bundle?.bundleURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
    #else
      let place = URL(fileURLWithPath: CommandLine.arguments[0])
    #endif
    return place.deletingLastPathComponent().appendingPathComponent("herald").path
  }()
}

/// Lets so many processes run at once: a machine with two cores gains nothing from more, and
/// limits of time would be reached for want of a core.
package actor Turnstile {
  package static let shared = Turnstile(
    places: max(2, ProcessInfo.processInfo.activeProcessorCount))

  private var places: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  package init(places: Int) { self.places = places }

  package func enter() async {
    if places > 0 {
      places -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  package func leave() {
    if waiting.isEmpty { places += 1 } else { waiting.removeFirst().resume() }
  }
}
