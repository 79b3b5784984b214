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
    #expect(
      made.stdout.hasSuffix(
        "Next: herald plan\n then herald apply\n then herald init --ci github, or gitlab\n"))
    #expect(try bench.everyFile().keys.sorted() == Self.files)
    let validated = try await bench.herald("validate")
    #expect(validated.both == "Valid. 4 campaigns and 0 audience documents in 4 files.\n")
    try await apply(bench)
    try await expectNoChanges(bench)
    let states = try await Listing(of: bench).all.map(\.state)
    #expect(states == ["draft", "draft", "draft", "draft"])
  }

  @Test func `has examples that do not meet when they go live`() async throws {
    let bench = try Workbench()
    _ = try await bench.herald("init", "--name", "shop")
    for name in Self.files where name.contains("examples") {
      try bench.edit(name, "status: draft", "status: live")
    }
    let validated = try await bench.herald("validate")
    #expect(validated.both == "Valid. 4 campaigns and 0 audience documents in 4 files.\n")
  }

  @Test(arguments: [
    ("github", ".github/workflows/herald.yml", "pull"), ("gitlab", ".gitlab/herald.yml", "merge"),
  ])
  func `says each step to the first pull request`(
    host: String, workflow: String, request: String
  ) async throws {
    let bench = try Workbench()
    let made = try await bench.herald("init", "--ci", host)
    #expect(
      made.stdout.hasSuffix(
        """
        Next: herald plan
         then put the address of your messages API into campaigns/herald.yaml: the `url` of production
         then do what the first lines of \(workflow) ask for
         then commit it all, and push it to `main`
         then change a campaign on a branch, and open a \(request) request

        """), "\(made.stdout)")
    let told = try bench.read(workflow).split(separator: "\n").prefix { $0.hasPrefix("#") }
    for setting in ["HERALD_SOURCE", "HERALD_VERSION", "`url`", "HERALD_TOKEN", "HERALD_HOSTS"] {
      #expect(told.contains { $0.contains(setting) }, "\(setting)")
    }
  }

  @Test(arguments: [
    ("git init -q -b master .", "master", "master"),
    (
      "git init -q -b work . && git commit -q --allow-empty -m x && git branch main", "main", "main"
    ),
    ("git init -q -b 'odd+one#' .", "'odd\\+one#'", "odd+one#"),
    (
      "git init -q -b work . && git commit -q --allow-empty -m x && git branch main"
        + " && git update-ref refs/remotes/origin/trunk HEAD"
        + " && git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/trunk",
      "trunk", "trunk"
    ),
  ])
  func `is applied from the branch that all is merged into`(
    setup: String, pattern: String, name: String
  ) async throws {
    let bench = try Workbench()
    let names = ["AUTHOR", "COMMITTER"].flatMap { who in
      ["GIT_\(who)_NAME": "A", "GIT_\(who)_EMAIL": "a@acme.test"]
    }
    try #require(
      try await bench.shell(setup, variables: Dictionary(uniqueKeysWithValues: names)).status == 0)
    let made = try await bench.herald("init", "--ci", "github")
    #expect(made.stdout.contains("push it to `\(name)`\n"), "\(made.both)")
    let workflow = try bench.read(Self.workflow[1])
    #expect(workflow.contains("\n    branches: [\(pattern)]\n"), "\(workflow)")
    #expect(workflow.contains("# - Protect `\(name)`, and"), "\(workflow)")
  }

  @Test(arguments: [
    ("stages: [build, ship]\n", "ship"), ("include: []\n", "deploy"), ("a: [\n", "deploy"),
    ("stages:\n  - 'last one: ship'\njob: { script: !reference [x, y] }\n", "'last one: ship'"),
  ])
  func `has a stage that the CI which is there has`(present: String, stage: String) async throws {
    let bench = try Workbench()
    try bench.write(".gitlab-ci.yml", present)
    let made = try await bench.herald("init", "--ci", "gitlab")
    #expect(made.status == 0, "\(made.both)")
    #expect(try bench.read(".gitlab/herald.yml").contains("\n  stage: \(stage)\n"))
  }

  @Test(arguments: [
    "mkdir -p .github/workflows && ln -s nowhere .github/workflows/herald.yml",
    "mkdir .github && touch .github/workflows", "ln -s nowhere .github",
    "mkdir .github && chmod 500 .github",
  ])
  func `is written whole or not at all`(obstacle: String) async throws {
    let bench = try Workbench()
    try #require(try await bench.shell(obstacle).status == 0)
    let before = try await bench.shell("find . | sort")
    let made = try await bench.herald("init", "--ci", "github")
    // Who may write anywhere, as in containers, is stopped by no rights.
    guard !(obstacle.contains("chmod") && made.status == 0) else { return }
    #expect(made.status == 1, "\(made.both)")
    #expect(try await bench.shell("find . | sort").stdout == before.stdout)
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
