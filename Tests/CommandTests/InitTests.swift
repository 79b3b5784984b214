import TestSupport
import Testing

@Suite struct `A new project` {
  private static let files = [
    "campaigns/.gitignore", "campaigns/examples/bot.yaml", "campaigns/examples/chat.yaml",
    "campaigns/examples/post.yaml", "campaigns/examples/tooltip.yaml", "campaigns/herald.yaml",
  ]
  private static let workflow = [
    ".github/actions/herald/action.yml", ".github/workflows/herald.yml",
  ]

  @Test func `works as it is, and shows nothing to anybody`() async throws {
    let bench = try Workbench()
    let made = try await bench.herald("init", "--name", "shop")
    #expect(made.status == 0, "\(made.both)")
    #expect(made.stdout.hasSuffix("Next: herald plan\n"))
    #expect(try bench.everyFile().keys.sorted() == Self.files)
    let validated = try await bench.herald("validate")
    #expect(validated.both == "Valid. 4 campaigns and 0 audience documents in 4 files.\n")
    try await apply(bench)
    try await expectNoChanges(bench)
    let states = try await Listing(of: bench).all.map(\.state)
    #expect(states == ["draft", "draft", "draft", "draft"])
  }

  @Test func `has the name of its folder where it has none of its own`() async throws {
    let bench = try Workbench()
    for (folder, name) in [("My Shop", "my-shop"), ("42", "42"), ("日本", "my-product")] {
      let made = try await bench.herald("init", "-C", folder)
      #expect(made.status == 0, "\(made.both)")
      #expect(try bench.read("\(folder)/campaigns/herald.yaml").contains("project: \(name) #"))
    }
  }

  @Test func `takes the place of nothing`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let before = try bench.everyFile()
    let again = try await bench.herald("init")
    #expect(again.status == 1)
    #expect(
      again.stderr.contains("`campaigns/herald.yaml`: it is there already"), "\(again.stderr)")
    #expect(again.stderr.contains("help: `herald validate` checks a project"), "\(again.stderr)")
    try bench.write(".github/workflows/herald.yml", "mine")
    let workflow = try await bench.herald("init", "--ci", "github")
    #expect(workflow.status == 1)
    #expect(workflow.stderr.contains("help: move it away"), "\(workflow.stderr)")
    try bench.remove(".github/workflows/herald.yml")
    #expect(try bench.everyFile() == before)
  }

  @Test func `gets a workflow later, with its own name in it`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let made = try await bench.herald("init", "--ci", "github")
    #expect(made.status == 0, "\(made.both)")
    for path in Self.workflow { #expect(made.stdout.contains("Created \(path)\n")) }
    #expect(try bench.read(Self.workflow[1]).contains("--project shop -e production"))
  }

  @Test func `says what to add to a CI of GitLab's that is there`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.write(".gitlab-ci.yml", "stages: [test]\n")
    let made = try await bench.herald("init", "--ci", "gitlab")
    #expect(made.status == 0, "\(made.both)")
    #expect(made.stdout.contains("add `local: .gitlab/herald.yml` to the `include`"))
    #expect(try bench.read(".gitlab-ci.yml") == "stages: [test]\n")
  }

  @Test func `has its workflow where the host looks for it`() async throws {
    let bench = try Workbench()
    #expect(try await bench.shell("git init -q . && mkdir sub").status == 0)
    let inside = try await bench.herald("init", "--ci", "github", "-C", "sub")
    #expect(inside.status == 1)
    #expect(inside.stderr.contains("belongs to the root of the repository"), "\(inside.stderr)")
    #expect(try bench.everyFile().isEmpty)
    #expect(try await bench.herald("init", "--ci", "github").status == 0)
  }

  @Test(arguments: ["Shop", "a", "my shop", "-x", ""])
  func `has a name that a project can have`(name: String) async throws {
    let bench = try Workbench()
    let output = try await bench.herald("init", "--name=\(name)")
    #expect(output.status == 64, "\(output.both)")
    #expect(try bench.everyFile().isEmpty)
  }
}
