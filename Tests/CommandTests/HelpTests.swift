import TestSupport
import Testing

@Suite struct `Help` {
  static let commands = [
    "validate", "plan", "apply", "destroy", "show", "list", "import", "pull", "sandbox", "schema",
    "explain", "audience", "preview", "stats", "report", "prune", "deliver", "pause", "calendar",
    "handover", "comment", "init",
  ]

  @Test(arguments: commands)
  func `of a command has one example, which begins with the command`(command: String) async throws {
    let bench = try Workbench()
    let output = try await bench.herald(command, "--help")
    #expect(output.status == 0)
    let examples = output.stdout.split(separator: "\n").filter {
      $0.hasPrefix("  Example:") || $0.hasPrefix("Example:")
    }
    #expect(examples.count == 1, "\(output.stdout)")
    #expect(examples.first?.contains("Example: herald \(command) ") ?? false, "\(output.stdout)")
  }

  @Test func `lists every command`() async throws {
    let bench = try Workbench()
    let output = try await bench.herald("--help")
    let listed = output.stdout.split(separator: "\n").compactMap { line in
      line.hasPrefix("  ") && !line.hasPrefix("   ") ? line.split(separator: " ").first : nil
    }.map(String.init)
    #expect(Self.commands.filter { !listed.contains($0) } == [], "\(output.stdout)")
  }

  @Test func `is what herald alone says`() async throws {
    let bench = try Workbench()
    let alone = try await bench.herald()
    let asked = try await bench.herald("--help")
    #expect(alone.status == 0)
    #expect(alone.stdout == asked.stdout)
  }

  @Test func `comes with a version`() async throws {
    let bench = try Workbench()
    let output = try await bench.herald("--version")
    #expect(output.status == 0)
    #expect(output.stdout.hasPrefix("herald "))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completes in a shell`(shell: String) async throws {
    let bench = try Workbench()
    let output = try await bench.herald("--generate-completion-script", shell)
    #expect(output.status == 0)
    for command in Self.commands { #expect(output.stdout.contains(command)) }
  }

  @Test func `completes in bash without a syntax error`() async throws {
    let bench = try Workbench()
    let output = try await bench.shell(
      "$HERALD --generate-completion-script bash > it && bash -n it")
    #expect(output.status == 0, "\(output.both)")
  }

  @Test func `explains every diagnostic`() async throws {
    let bench = try Workbench()
    let list = try await bench.herald("explain")
    #expect(list.status == 0)
    let codes = list.stdout.split(separator: "\n").compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
    #expect(codes.count > 50)
    #expect(codes == Set(codes).sorted())
    for code in codes {
      let output = try await bench.herald("explain", code)
      #expect(output.status == 0)
      #expect(output.stdout.hasPrefix("\(code) ("))
    }
  }

  @Test func `suggests the code that was probably meant`() async throws {
    let bench = try Workbench()
    let output = try await bench.herald("explain", "duplicate-kee")
    #expect(output.status == 64)
    #expect(output.stderr.contains("did you mean `duplicate-key`?"), "\(output.stderr)")
  }

  @Test(arguments: [
    "campaign", "audience", "stats", "prune", "deliver", "pause", "herald", "plan", "plan-file",
    "report", "drift", "import", "calendar", "handover",
  ])
  func `prints the schemas of the repository`(name: String) async throws {
    let bench = try Workbench()
    let output = try await bench.herald("schema", name)
    #expect(output.status == 0)
    #expect(output.stdout == (try Repository.read("schemas/\(name).schema.json")))
  }

  @Test(arguments: [
    (["-C", "nowhere"], "there is no folder `nowhere`"),
    (["-C", "campaigns/herald.yaml"], "there is no folder `campaigns/herald.yaml`"),
    (["-C", "empty"], "there is no herald.yaml in `empty` or `empty/campaigns`"),
    (["-C", "/"], "there is no herald.yaml in `/` or `/campaigns`"),
  ])
  func `is given where there is no project`(arguments: [String], sentence: String) async throws {
    let bench = try Workbench.project()
    try bench.write("empty/readme.txt", "")
    for command in ["validate", "plan", "list"] {
      let output = try await bench.herald([command] + arguments)
      #expect(output.status == 64, "\(output.both)")
      #expect(output.stderr.contains(sentence), "\(output.stderr)")
      #expect(output.stderr.contains("-C DIR"))
    }
  }
}
