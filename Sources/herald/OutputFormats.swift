import ArgumentParser
import Foundation
import JSON
import Workflows

/// What results are written as, and where: `json`, or `json=FILE`.
struct OutputFormat: ExpressibleByArgument {
  enum Name: String, CaseIterable {
    case text, json
  }

  let name: Name
  /// Nil for standard output.
  let file: String?

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard let first = parts.first, let name = Name(rawValue: first) else { return nil }
    if argument.contains("=") {
      guard parts.count == 2 else { return nil }
      file = parts[1]
    } else {
      file = nil
    }
    self.name = name
  }

  static var allValueStrings: [String] { Name.allCases.map(\.rawValue) }
}

struct FormatOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "text or json; json=FILE writes to a file. May be repeated.", valueName: "format"))
  var formats: [OutputFormat] = []

  func validate() throws {
    guard formats.count(where: { $0.file == nil }) <= 1 else {
      throw ValidationError(
        "only one --format can go to standard output; give the others a file, as json=plan.json")
    }
  }

  /// Whether text goes to standard output.
  var showsText: Bool { formats.allSatisfy { $0.file != nil } || shows(.text) }

  private func shows(_ name: OutputFormat.Name) -> Bool {
    formats.contains { $0.name == name && $0.file == nil }
  }

  /// Whether every file can be written: said before anything is done whose result would be lost.
  func check() throws(Failure) {
    for file in files { try OutputFile.check(file) }
  }

  var files: [String] { formats.compactMap(\.file) }

  /// Writes a result in every form that was asked for; text to standard output if none was.
  func write(
    to console: Console, text: (_ plain: Bool) -> String, json: () -> JSONValue
  ) -> Set<Verdict> {
    if showsText { console.output.write(text(false)) }
    return writeRest(to: console, text: { text(true) }, json: json)
  }

  /// The same for who has written the text on standard output already.
  func writeRest(
    to console: Console, text: () -> String, json: () -> JSONValue
  ) -> Set<Verdict> {
    if shows(.json) { console.output.write(json().pretty() + "\n") }
    var verdicts: Set<Verdict> = []
    for format in formats {
      guard let file = format.file else { continue }
      let content =
        switch format.name {
        case .text: text()
        case .json: json().pretty() + "\n"
        }
      if !console.save(content, to: file) { verdicts.insert(.failed) }
    }
    return verdicts
  }
}

extension Console {
  /// Writes a file; false, and says so, when it cannot be written.
  func save(_ content: String, to file: String) -> Bool {
    do throws(OutputFile.Unwritable) {
      try OutputFile.write(content, to: file)
      return true
    } catch {
      explain(.unwritable(path: file, reason: error.reason))
      return false
    }
  }
}
