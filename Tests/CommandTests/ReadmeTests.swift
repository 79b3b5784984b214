import Foundation
import TestSupport
import Testing

/// The README's examples run, and say what it says.
///
/// A block marked `console` is a session in a folder that holds a copy of `campaigns/`, with `herald`
/// on the path. A line that begins with `$ ` is a command of the shell; the lines after it are all
/// that it says, on both streams, where a line `…` stands for any number of lines. All blocks are
/// one session, from top to bottom.
@Suite struct `The README's` {
  @Test func `sessions say what they show`() async throws {
    let bench = try Workbench.acme()
    let exchanges = Readme.exchanges(in: try Readme.text())
    #expect(!exchanges.isEmpty)
    for exchange in exchanges {
      let output = try await bench.shell(
        "herald() { \"$HERALD\" \"$@\"; }; { \(exchange.command)\n} 2>&1")
      #expect(
        exchange.isAnswered(by: output.stdout),
        "$ \(exchange.command)\n\(output.stdout)")
    }
  }

  @Test func `files are valid`() async throws {
    let blocks = Readme.blocks(marked: "yaml", in: try Readme.text())
      .filter { $0.hasPrefix("campaign:") || $0.hasPrefix("audience:") }
    #expect(!blocks.isEmpty)
    for block in blocks {
      let bench = try Workbench.project(["example.yaml": block])
      try bench.write(
        "campaigns/herald.yaml", try Repository.read("campaigns/herald.yaml"))
      let output = try await bench.herald("validate")
      #expect(output.status == 0, "\(output.both)")
    }
  }

  @Test func `commands exist`() async throws {
    let named = Set(try Readme.text().matches(of: /`herald ([a-z]+)/).map { String($0.1) })
    #expect(named.subtracting(Help.commands) == [])
    #expect(Set(Help.commands).subtracting(named) == [])
  }

  static let session = "x\n```console\n$ one\na\n…\nd\n$ two\n```\n```console\n$ three\nz\n```\n"

  @Test func `sessions are read as commands with their answers`() {
    let exchanges = Readme.exchanges(in: Self.session)
    #expect(exchanges.map(\.command) == ["one", "two", "three"])
    #expect(exchanges.map(\.answer) == [["a", "…", "d"], [], ["z"]])
  }

  @Test(arguments: [
    ("a\nb\nc\nd\n", true), ("a\nd\n", true), ("a\nd\nd\n", true), ("a\n", false),
    ("a\nb\n", false), ("b\nd\n", false), ("", false),
  ])
  func `dots stand for any lines`(output: String, isMeant: Bool) throws {
    let exchange = try #require(Readme.exchanges(in: Self.session).first)
    #expect(exchange.isAnswered(by: output) == isMeant)
  }
}

enum Readme {
  static func text() throws -> String { try Repository.read("README.md") }

  struct Exchange {
    let command: String
    var answer: [String]

    func isAnswered(by output: String) -> Bool {
      var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last == "" { lines.removeLast() }
      return Self.matches(answer[...], lines[...])
    }

    private static func matches(_ pattern: ArraySlice<String>, _ lines: ArraySlice<String>) -> Bool
    {
      guard let first = pattern.first else { return lines.isEmpty }
      if first == "…" {
        return (0...lines.count).contains { matches(pattern.dropFirst(), lines.dropFirst($0)) }
      }
      return lines.first == first && matches(pattern.dropFirst(), lines.dropFirst())
    }
  }

  static func blocks(marked mark: String, in text: String) -> [String] {
    var blocks: [String] = []
    var block: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = block {
        if line == "```" {
          blocks.append(open)
          block = nil
        } else {
          block = open + line + "\n"
        }
      } else if line == "```\(mark)" {
        block = ""
      }
    }
    return blocks
  }

  static func exchanges(in text: String) -> [Exchange] {
    blocks(marked: "console", in: text).flatMap { block in
      var exchanges: [Exchange] = []
      for line in block.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        if line.hasPrefix("$ ") {
          exchanges.append(Exchange(command: String(line.dropFirst(2)), answer: []))
        } else if !exchanges.isEmpty {
          exchanges[exchanges.count - 1].answer.append(String(line))
        }
      }
      return exchanges
    }
  }
}
