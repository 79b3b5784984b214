import ArgumentParser
import JSON
import Rendering
import Workflows

/// The forms that a command's result can have.
protocol FormatName: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The one for people at a terminal, which is meant where none is named.
  static var text: Self { get }
}

/// Of most commands.
enum DataFormat: String, FormatName {
  case text, json
}

/// What results are written as, and where: `json`, or `json=FILE`.
struct OutputFormat<Name: FormatName>: ExpressibleByArgument {
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

typealias FormatOptions = ResultFormats<DataFormat>

/// `--format`.
struct ResultFormats<Name: FormatName>: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "\(Name.listed); json=FILE writes to a file. May be repeated.", valueName: "format"))
  var formats: [OutputFormat<Name>] = []

  func validate() throws {
    guard formats.count(where: { $0.file == nil }) <= 1 else {
      throw ValidationError(
        "only one --format can go to standard output; give the others a file, as json=plan.json")
    }
    try ValidationError.checkNames(files)
  }

  /// Whether text goes to standard output.
  var showsText: Bool { shown == .text }

  /// What goes to standard output.
  var shown: Name { formats.first { $0.file == nil }?.name ?? .text }

  /// Whether every file can be written: said before anything is done whose result would be lost.
  func check() throws(Failure) {
    for file in files { try OutputFile.check(file) }
  }

  var files: [String] { formats.compactMap(\.file) }

  /// Writes a result in every form that was asked for; text to standard output if none was.
  func write(to console: Console, _ render: (Name, Page) -> String) -> Set<Verdict> {
    console.output.write(render(shown, console.output.page))
    return writeFiles(to: console) { render($0, .plain) }
  }

  /// The same for who has written on standard output already.
  func writeFiles(to console: Console, _ render: (Name) -> String) -> Set<Verdict> {
    var verdicts: Set<Verdict> = []
    for format in formats {
      guard let file = format.file else { continue }
      if !console.save(render(format.name), to: file) { verdicts.insert(.failed) }
    }
    return verdicts
  }
}

extension FormatName {
  /// As `text, json or html`.
  static var listed: String {
    let names = allCases.map(\.rawValue)
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}

extension ResultFormats where Name == DataFormat {
  /// Writes a result in every form that was asked for; text to standard output if none was.
  func write(
    to console: Console, text: (_ plain: Bool) -> String, json: () -> JSONValue
  ) -> Set<Verdict> {
    write(to: console) { name, page in
      switch name {
      case .text: text(page == .plain)
      case .json: json().pretty(endsLine: true)
      }
    }
  }
}

extension Console {
  /// Writes a file; false, and says so, when it cannot be written.
  func save(_ content: String, to file: String) -> Bool {
    do throws(Failure) {
      try OutputFile.write(content, to: file)
      return true
    } catch {
      explain(error)
      return false
    }
  }
}
