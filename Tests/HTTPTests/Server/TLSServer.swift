import Foundation

/// OpenSSL's own test server on a loopback port, with a certificate that it has signed itself for
/// 127.0.0.1.
final class TLSServer: Sendable {
  struct Failure: Error { let command: String, output: String }

  let port: Int
  let certificateFile: String
  private let folder: URL
  private let process: SendableProcess

  /// - Parameter days: how long from now the certificate is valid.
  init(days: Int = 1) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("herald-tls-\(UUID().uuidString)")
    let path = { (name: String) in folder.appendingPathComponent(name).path }
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (key, request) = (path("key.pem"), path("request.pem"))
    certificateFile = path("certificate.pem")
    try Self.run(
      "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-subj", "/CN=herald", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out",
      request)
    try Self.run(
      "x509", "-req", "-in", request, "-signkey", key, "-copy_extensions", "copy", "-days",
      "\(days)", "-out", certificateFile)
    (process, port) = try Self.start(key: key, certificate: certificateFile)
  }

  deinit {
    process.end()
    do {
      try FileManager.default.removeItem(at: folder)
    } catch {
      print("left behind: \(folder.path): \(error)")
    }
  }

  private static func run(_ arguments: String...) throws {
    let process = openSSL(arguments)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Failure(command: arguments[0], output: "") }
  }

  /// Starts the server on a port of the system's choice, which is the first thing that it prints.
  private static func start(
    key: String, certificate: String
  ) throws -> (process: SendableProcess, port: Int) {
    let output = Pipe()
    let process = openSSL([
      "s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert", certificate, "-www",
    ])
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var text = ""
    while !text.contains("ACCEPT") || !text.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { throw Failure(command: "s_server", output: text) }
      text += String(decoding: data, as: UTF8.self)
    }
    guard let port = text.split(separator: ":").last.flatMap({ Int($0.prefix { $0.isNumber }) })
    else { throw Failure(command: "s_server", output: text) }
    return (SendableProcess(process: process), port)
  }

  private static func openSSL(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.standardInput = FileHandle.nullDevice
    return process
  }
}

/// Only ever ended after it was started.
private struct SendableProcess: @unchecked Sendable {
  let process: Process

  /// Where other tests have this process ignore the signal that asks it to end, those that it starts
  /// ignore it, too.
  func end() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
