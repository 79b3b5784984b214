import Foundation
import TestSupport
import Testing

/// Wrong, hostile or odd files: every problem of every file in one run, and never a crash.
@Suite struct `A folder with` {
  @Test(arguments: [
    ("an empty file", ""), ("a comment alone", "# nothing here\n"), ("a bare document", "---\n"),
    ("a BOM", "\u{FEFF}" + Text.chat("odd")),
    ("CRLF", Text.chat("odd").replacingOccurrences(of: "\n", with: "\r\n")),
    ("no last newline", String(Text.chat("odd").dropLast(1))),
  ])
  func `an odd file that is right is valid`(name: String, text: String) async throws {
    let bench = try Workbench.project(["odd.yaml": text, "one.yaml": Text.chat("one")])
    try await apply(bench)
    try await expectNoChanges(bench)
  }

  static let wrongFiles: [(name: String, bytes: [UInt8])] = [
    ("a binary file", (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 197 &+ 11) }),
    ("Latin-1", Array("campaign: caf".utf8) + [0xE9, 0x0A]),
    ("UTF-16", Array("campaign: one\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })),
    ("zero bytes", [UInt8](repeating: 0, count: 100)),
    ("text", Array("This is a note, not a campaign.\n".utf8)),
    ("a list", Array("- a\n- b\n".utf8)),
    ("tabs", Array("campaign:\n\tformat: chat\n".utf8)),
    ("JSON", Array(#"{"campaign": 1}"#.utf8)),
    ("merge marks", Array("<<<<<<< HEAD\ncampaign: a\n=======\ncampaign: b\n>>>>>>> x\n".utf8)),
    ("deep nesting", [UInt8](repeating: UInt8(ascii: "["), count: 200_000)),
    (
      "deep blocks",
      Array((0..<3_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined().utf8)
    ),
    (
      "a million aliases",
      Array(("a: &a x\nb: [" + String(repeating: "*a,", count: 1_000_000) + "]\n").utf8)
    ),
    ("aliases that multiply", Array(billionLaughs.utf8)),
    ("a tag", Array("campaign: !!python/object:os.system one\n".utf8)),
    ("an unclosed quote", Array("campaign: \"one\nformat: chat\n".utf8)),
  ]

  static let billionLaughs =
    "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    + (1...12).map { level in
      "a\(level): &a\(level) [" + (0..<10).map { _ in "*a\(level - 1)" }.joined(separator: ",")
        + "]\n"
    }.joined()

  @Test(arguments: wrongFiles.map(\.name))
  func `a wrong file is refused with its place, and without a crash`(name: String) async throws {
    let bytes = try #require(Self.wrongFiles.first { $0.name == name }?.bytes)
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.write("campaigns/wrong.yaml", bytes: bytes)
    for arguments in [["validate"], ["plan"]] {
      let output = try await bench.herald(arguments)
      #expect(output.status == 3, "\(output.both.prefix(4_000))")
      #expect(output.both.contains("campaigns/wrong.yaml:"), "\(output.both.prefix(4_000))")
      #expect(output.both.utf8.count < 100_000)
      #expect(!output.both.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    }
  }

  @Test func `a file of 100 MB is refused without being read`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.write("campaigns/huge.yaml", "")
    #expect(truncate(bench.path("campaigns/huge.yaml"), 100 << 20) == 0)
    let output = try await bench.herald("validate")
    #expect(output.status == 3)
    #expect(output.stdout.contains("[file-too-large]"), "\(output.both)")
  }

  @Test func `a folder that is named like a file, and links, is read as it is`() async throws {
    let bench = try Workbench.project(["x.yaml/one.yaml": Text.chat("one")])
    try bench.write("shared/two.yaml", Text.chat("two"))
    try bench.link("campaigns/linked.yaml", to: "../shared/two.yaml")
    try bench.link("campaigns/round", to: "../campaigns")
    let output = try await bench.herald("validate")
    #expect(output.status == 0, "\(output.both)")
    #expect(output.stdout.contains("2 campaigns"), "\(output.stdout)")
  }

  /// Runs as somebody who may not read everything; root runs it as nobody, where it can.
  @Test(
    .enabled(if: Rights.canBeTaken, "needs a user without rights, or setpriv"),
    arguments: [
      ("000", "campaigns/shut.yaml", "campaigns/shut.yaml"),
      ("000", "campaigns/shut", "campaigns/shut"),
      ("000", "campaigns/herald.yaml", "campaigns/herald.yaml"),
      ("644", "campaigns", "campaigns/herald.yaml"),
    ])
  func `a file or folder that may not be read is told with its name`(
    mode: String, name: String, told: String
  ) async throws {
    let bench = try Workbench.project([
      "shut.yaml": Text.chat("one"), "shut/two.yaml": Text.chat("two"),
    ])
    let output = try await bench.shell(
      """
      chmod -R a+rX . .. && chmod \(mode) \(name); \(Rights.withoutThem) "$HERALD" validate
      status=$?; chmod -R u+rwX .; exit $status
      """)
    #expect(output.status == 3, "\(output.both)")
    #expect(output.stdout.contains("cannot read: permission denied"), "\(output.both)")
    #expect(output.stdout.contains("--> \(told)\n"), "\(output.both)")
  }

  @Test(arguments: ["nowhere.yaml", "self.yaml"])
  func `a link that leads nowhere is refused`(target: String) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.link("campaigns/self.yaml", to: target)
    let output = try await bench.herald("validate")
    #expect(output.status == 3, "\(output.both)")
    #expect(output.stdout.contains("[unreadable-file]"), "\(output.both)")
    #expect(output.stdout.contains("campaigns/self.yaml"))
  }

  @Test func `a pipe that is named like a file is refused, and not waited for`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    #expect(mkfifo(bench.path("campaigns/pipe.yaml"), 0o600) == 0)
    let output = try await bench.herald("validate")
    #expect(output.status == 3, "\(output.both)")
    #expect(output.stdout.contains("[not-a-file]"), "\(output.both)")
  }

  @Test func `files in hidden folders leaves them alone`() async throws {
    let bench = try Workbench.project([
      "one.yaml": Text.chat("one"), ".github/workflow.yaml": "on: push\n", ".x.yaml": "- a\n",
    ])
    let output = try await bench.herald("validate")
    #expect(output.status == 0, "\(output.both)")
  }

  @Test func `several wrong files tells all of it at once, in the order of the files`() async throws
  {
    let bench = try Workbench.project([
      "b.yaml": Text.chat("bb", "nonsense: 1\nmore: 2\n"),
      "a/z.yaml": "campaign: zz\nformat: chatt\n",
      "c.yaml": "- a list\n", "good.yaml": Text.chat("good"),
    ])
    let output = try await bench.herald("validate", "--format", "json")
    #expect(output.status == 3)
    struct Report: Decodable {
      struct Diagnostic: Decodable { let code: String, file: String?, line: Int? }
      let diagnostics: [Diagnostic]
    }
    let found = try JSONDecoder().decode(Report.self, from: Data(output.stdout.utf8)).diagnostics
    let places = found.map { "\($0.file ?? "")" }
    #expect(places == places.sorted())
    #expect(
      Set(places) == ["campaigns/a/z.yaml", "campaigns/b.yaml", "campaigns/c.yaml"], "\(places)")
    #expect(found.count { $0.file == "campaigns/b.yaml" && $0.code == "unknown-key" } == 2)
  }

  @Test func `a project file alone is valid, and has nothing to plan`() async throws {
    let bench = try Workbench.project()
    #expect(try await bench.herald("validate").status == 0)
    try await expectNoChanges(bench)
  }

  @Test(arguments: ["", "nonsense", "project: [a]\n", "project: shop\n", "{{{{"])
  func `a wrong project file is refused`(text: String) async throws {
    let bench = try Workbench()
    try bench.write("campaigns/herald.yaml", text)
    for command in ["validate", "plan", "list"] {
      let output = try await bench.herald(command)
      #expect(output.status == 3, "\(output.both)")
      #expect(output.both.contains("--> campaigns/herald.yaml"), "\(output.both)")
    }
  }

  @Test func `a damaged sandbox says so, and leaves the file as it is`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.write("campaigns/.herald/sandbox.sqlite", "this is no database, but somebody's notes")
    let output = try await bench.herald("plan")
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("campaigns/.herald/sandbox.sqlite"), "\(output.stderr)")
    #expect(
      try bench.read("campaigns/.herald/sandbox.sqlite")
        == "this is no database, but somebody's notes")
  }

  @Test func `a file where the sandbox's folder should be is said to be in the way`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.write("campaigns/.herald", "notes")
    let output = try await bench.herald("plan")
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("campaigns/.herald` cannot hold"), "\(output.stderr)")
    #expect(output.stderr.contains(": file exists\n"), "\(output.stderr)")
    #expect(try bench.read("campaigns/.herald") == "notes")
  }

  @Test func `a sender whom the workspace does not have is refused at the line`() async throws {
    let bench = try Workbench.project([
      "one.yaml": Text.chat("one", "from: anna@acme.test\n")
    ])
    let output = try await bench.herald("plan")
    #expect(output.status == 3, "\(output.both)")
    #expect(output.stderr.contains("campaigns/one.yaml:7:"), "\(output.stderr)")
    #expect(output.stderr.contains("did you mean `ana@acme.test`?"), "\(output.stderr)")
  }
}

/// Running as somebody whom the rights of files bind.
private enum Rights {
  /// What comes before a command.
  static let withoutThem =
    geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""

  /// Root needs `setpriv`, and a program that others may run.
  static let canBeTaken =
    geteuid() != 0
    || FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")
      && everybodyMayReach(Repository.herald)

  private static func everybodyMayReach(_ path: String) -> Bool {
    var path = path
    while path != "/" {
      var information = stat()
      guard stat(path, &information) == 0, information.st_mode & 0o001 != 0 else { return false }
      path = (path as NSString).deletingLastPathComponent
    }
    return true
  }
}
