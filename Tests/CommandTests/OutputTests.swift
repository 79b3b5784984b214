import Foundation
import TestSupport
import Testing

@Suite struct `What is written` {
  static let escape = "\u{1B}["

  @Test(arguments: [
    [:], ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], ["CLICOLOR_FORCE": "0"], ["TERM": "dumb"],
  ])
  func `to a pipe has no colour`(variables: [String: String]) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await bench.herald("plan", variables: variables)
    #expect(output.status == 0)
    #expect(!output.both.contains("\u{1B}"))
  }

  @Test func `to a pipe has colour when that is forced`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await bench.herald("plan", variables: ["CLICOLOR_FORCE": "1"])
    #expect(output.stdout.contains(Self.escape))
  }

  @Test(arguments: [([:], true), (["NO_COLOR": "1"], false), (["TERM": "dumb"], false)])
  func `to a terminal has colour unless that is declined`(
    variables: [String: String], hasColour: Bool
  ) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = await (try bench.start(["plan"], variables: variables, input: nil)).end()
    #expect(output.stdout.contains(Self.escape) == hasColour, "\(output.stdout)")
  }

  @Test(arguments: ["plan", "apply --auto-approve", "validate", "explain", "list", "--help"])
  func `to a reader that goes away crashes nothing`(command: String) async throws {
    let bench = try Workbench.acme()
    let output = try await bench.shell(
      "$HERALD \(command) | head -1 >/dev/null; echo ${PIPESTATUS[0]}")
    #expect(
      ["0", "141"].contains(output.stdout.trimmingCharacters(in: .newlines)), "\(output.both)")
    #expect(output.stderr.isEmpty)
  }

  @Test func `to a reader that goes away does not end an apply half way`() async throws {
    let bench = try Workbench.acme()
    _ = try await bench.shell("$HERALD apply --auto-approve | true")
    try await expectNoChanges(bench)
  }

  @Test func `has results on one stream and everything else on the other`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await bench.herald("apply", "--auto-approve", "--format", "json")
    #expect(output.stderr.isEmpty)
    _ = try JSONSerialization.jsonObject(with: Data(output.stdout.utf8))
  }

  @Test(arguments: ["validate", "plan", "list", "show", "apply --auto-approve"])
  func `is the same data to a stream and to a file, with text in the same run`(
    command: String
  ) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let words = command.split(separator: " ").map(String.init)
    let both = try await bench.herald(
      words + ["--format", "text", "--format", "json=out.json", "--format", "text=out.txt"])
    #expect(both.status == 0, "\(both.both)")
    #expect(try bench.read("out.txt") == both.stdout)
    _ = try JSONSerialization.jsonObject(with: Data(try bench.read("out.json").utf8))
    guard words[0] != "apply" else { return }
    let alone = try await bench.herald(words + ["--format", "json"])
    #expect(try bench.read("out.json") == alone.stdout)
  }

  @Test(arguments: [
    ["--format", "json", "--format", "text"], ["--format", "json", "--format", "json"],
    ["--format", "text", "--format", "text"],
  ])
  func `cannot go to standard output twice`(formats: [String]) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await bench.herald(["plan"] + formats)
    #expect(output.status == 64, "\(output.both)")
    #expect(output.stderr.contains("only one --format can go to standard output"))
  }

  @Test func `to a file that cannot be made is an error`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await bench.herald("plan", "--format", "json=missing/plan.json")
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("cannot write `missing/plan.json`"), "\(output.stderr)")
  }

  @Test(arguments: ["plan", "apply --auto-approve"])
  func `is empty as data when the files are wrong, with the reasons beside it`(
    command: String
  ) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one", "nonsense: 1\n")])
    let words = command.split(separator: " ").map(String.init)
    let output = try await bench.herald(words + ["--format", "json"])
    #expect(output.status == 3)
    #expect(output.stdout.isEmpty)
    #expect(output.stderr.contains("[unknown-key]"))
  }

  @Test func `is data with every diagnostic when validate finds the files wrong`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one", "nonsense: 1\n")])
    let output = try await bench.herald("validate", "--format", "json")
    #expect(output.status == 3)
    #expect(output.stdout.contains(#""code": "unknown-key""#), "\(output.stdout)")
    #expect(output.stdout.contains(#""file": "campaigns/one.yaml""#), "\(output.stdout)")
    _ = try JSONSerialization.jsonObject(with: Data(output.stdout.utf8))
  }

  @Test func `is the same bytes on every run`() async throws {
    let bench = try Workbench.acme()
    for arguments in [["plan"], ["plan", "--format", "json"], ["validate"], ["explain"]] {
      let first = try await bench.herald(arguments)
      let second = try await bench.herald(arguments)
      #expect(first.stdout == second.stdout)
    }
  }

  @Test func `of an earlier run is taken away by one that comes to no result`() async throws {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Text.chat("one")])
    let arguments = [
      "apply", "--auto-approve", "--report", "report.json", "--format", "json=result.json",
    ]
    let first = try await remote.bench.herald(arguments, variables: remote.variables)
    #expect(first.status == 0, "\(first.both)")
    #expect(try remote.bench.read("report.json").contains(#""applied": 1"#))
    let second = try await remote.bench.herald(
      arguments, variables: remote.variables.mapValues { _ in "wrong" })
    #expect(second.status == 4, "\(second.both)")
    #expect(try remote.bench.read("report.json").isEmpty)
    #expect(try remote.bench.read("result.json").isEmpty)
  }

  @Test func `holds no control character of a file`() async throws {
    let bench = try Workbench.project([
      "one.yaml": Text.chat("one", body: #""Hi \x1b[31mred\x07 \u202Eback""#)
    ])
    try bench.write("campaigns/raw.yaml", "campaign: a\u{1B}[31mb\nformat: \u{202E}x\n")
    let output = try await bench.herald("validate")
    #expect(output.status == 3)
    #expect(!Self.hasControls(output.both), "\(output.both.debugDescription)")
  }

  @Test func `holds no control character of the remote`() async throws {
    let remote = try await ProxiedSandbox(files: ["one.yaml": Text.chat("one")])
    try await apply(remote.bench, variables: remote.variables)
    remote.follow { request, port in
      guard let answer = exchange(request.raw, port) else { return .hangUp }
      // As long as what it replaces, so that the answer keeps its length.
      let text = String(decoding: answer, as: UTF8.self)
        .replacingOccurrences(of: "Hello there.", with: #"\u001b[31mx."#)
      return .send(Array(text.utf8))
    }
    for command in ["plan", "show", "list"] {
      let output = try await remote.bench.herald(command, variables: remote.variables)
      #expect(output.status == 0, "\(output.both)")
      #expect(!Self.hasControls(output.both), "\(output.both.debugDescription)")
    }
  }

  private static func hasControls(_ text: String) -> Bool {
    text.unicodeScalars.contains { "\u{1B}\u{07}\u{202E}".unicodeScalars.contains($0) }
  }
}
