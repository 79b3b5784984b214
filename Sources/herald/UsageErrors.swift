import ArgumentParser
import Diagnostics
import JSON
import Workflows

extension Herald {
  /// Parses and runs as ArgumentParser would, and says more where the command line is wrong: what was
  /// probably meant, and how the command is used that found the error.
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    if let word = unknownCommand(in: arguments) {
      let near = nearest(to: word, among: commandNames).map { "did you mean `\($0)`?" }
      refuse(
        "there is no command `\(word)`", near ?? "`herald --help` lists the commands",
        as: Herald.self)
    }
    if let (word, flag) = dashedFlag(in: arguments) {
      refuse(
        "`\(word)` does not begin with two hyphens", "did you mean `--\(flag)`?",
        as: command(arguments.first))
    }
    do {
      var command = try await asyncParseAsRoot(Array(arguments))
      do {
        if var command = command as? any AsyncParsableCommand {
          try await command.run()
        } else {
          try command.run()
        }
      } catch let error as ValidationError {
        refuse(error.message, nil, as: type(of: command))
      }
    } catch {
      if let flag = meantFlag(message(for: error), of: arguments.first) {
        refuse(message(for: error), "did you mean `--\(flag)`?", as: command(arguments.first))
      }
      exit(withError: error)
    }
  }

  /// As ArgumentParser writes usage errors, with help.
  private static func refuse(
    _ sentence: String, _ help: String?, as command: any ParsableCommand.Type
  ) -> Never {
    let name = command == Herald.self ? _commandName : "\(_commandName) \(command._commandName)"
    let errors = Console().errors
    errors.write("Error: \(sentence)\n")
    if let help { errors.write("  help: \(help)\n") }
    errors.write("Usage: \(usageString(for: command))\n")
    errors.write("  See '\(name) --help' for more information.\n")
    exit(withError: Verdict.usage.code)
  }
}

// MARK: - What was meant

extension Herald {
  private static var commandNames: [String] { configuration.subcommands.map { $0._commandName } }

  private static func command(_ name: String?) -> any ParsableCommand.Type {
    configuration.subcommands.first { $0._commandName == name } ?? Herald.self
  }

  /// The word in a command's place that is none, also after `help`.
  private static func unknownCommand(in arguments: ArraySlice<String>) -> String? {
    guard let first = arguments.first, !first.isEmpty, !first.hasPrefix("-") else { return nil }
    if first == "help" { return unknownCommand(in: arguments.dropFirst()) }
    return commandNames.contains(first) ? nil : first
  }

  /// A flag whose hyphens a word processor has joined to a dash: anywhere else it would be taken for
  /// a file or a value.
  private static func dashedFlag(in arguments: ArraySlice<String>) -> (word: String, flag: String)?
  {
    for word in arguments.dropFirst().prefix(while: { $0 != "--" }) {
      guard let first = word.unicodeScalars.first, first != "-", first.properties.isDash,
        let flag = nearest(to: withoutDashes(word), among: longFlags(of: arguments.first))
      else { continue }
      return (word, flag)
    }
    return nil
  }

  private static func withoutDashes(_ word: some StringProtocol) -> String {
    String(word.drop { $0.unicodeScalars.allSatisfy(\.properties.isDash) })
  }

  /// The flag that is near a word which ArgumentParser refuses and has no suggestion for: it does not
  /// see one that was typed without hyphens.
  private static func meantFlag(_ message: String, of command: String?) -> String? {
    let refusal =
      /(?:[0-9]+ unexpected arguments:|Unexpected argument|Unknown option) '([^']+)'(?:, .*)?/
    guard let match = message.wholeMatch(of: refusal) else { return nil }
    return nearest(to: withoutDashes(match.1), among: longFlags(of: command))
  }

  /// A command's long flags, from ArgumentParser's description of the commands.
  private static func longFlags(of command: String?) -> [String] {
    let described: JSONValue
    do {
      described = try JSONValue(parsing: Array(_dumpHelp().utf8))
    } catch {
      return []
    }
    let commands = described["command"]?["subcommands"]?.array ?? []
    let arguments = commands.first { $0["commandName"]?.string == command }?["arguments"]?.array
    return (arguments ?? []).flatMap { $0["names"]?.array ?? [] }
      .filter { $0["kind"]?.string == "long" }.compactMap { $0["name"]?.string }
  }
}
