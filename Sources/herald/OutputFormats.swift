import ArgumentParser
import Foundation
import JSON

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

  /// Writes a result in every form that was asked for; text to standard output if none was.
  func write(to console: Console, text: (_ plain: Bool) -> String, json: () -> JSONValue) throws {
    if showsText { console.output.write(text(false)) }
    try writeRest(to: console, text: { text(true) }, json: json)
  }

  /// The same for who has written the text on standard output already.
  func writeRest(to console: Console, text: () -> String, json: () -> JSONValue) throws {
    if shows(.json) { console.output.write(json().pretty() + "\n") }
    for format in formats {
      guard let file = format.file else { continue }
      let content =
        switch format.name {
        case .text: text()
        case .json: json().pretty() + "\n"
        }
      do {
        try OutputFile.write(content, to: file)
      } catch {
        console.errors.write("error: cannot write `\(file)`: \(error.reason)\n")
        throw ExitStatus.failed.code
      }
    }
  }
}
