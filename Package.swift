// swift-tools-version: 6.2
import PackageDescription

// Versions are exact, and Package.resolved is not kept: this file alone says what is built.
let dependencies: [Package.Dependency] = [
  // Flags, help, shell completions: the standard parser, with "did you mean".
  .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
  // The sandbox's HTTP front. FlyingFox builds faster but answers 700 requests a second: too slow to
  // play a rate-limited API.
  .package(
    url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
  // The sandbox's store: SQLite with migrations, cached statements and a reader pool.
  .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  // Hummingbird asks for a logger; it is one of its own dependencies.
  .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
  // git is asked by its own program. Foundation's `Process` reads beyond the list of open files where
  // whoever starts herald has over a thousand of them open, and crashes.
  .package(
    url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
  // How Hummingbird is told to finish what it has begun; one of its own dependencies too.
  .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
]

// Hand-written where a library exists, and why:
// - `JSON`: `JSONDecoder` reads 12 MB/s and `JSONEncoder` keeps no order of keys. A plan reads every
//   message of the remote, and what people diff or hash needs declared order and stable bytes.
// - `YAML` over libyaml: Yams costs ten times libyaml's own time and gives start marks only, and
//   every message about a file points at its bytes.
// - The directory of a ZIP archive and CSV in `Archives`, over zlib: no package among those that may be
//   used reads ZIP, and the sandbox's exports, stored as they are, take forty lines. SwiftCSV keeps a whole file in memory several times over, where an export has a
//   line for each person.
// - SHA-256 in `Planning`, sixty lines: a saved plan tells by digests whether it and the files are
//   still what they were. swift-crypto would bring BoringSSL into everybody's first build for that.
// - The HTML of news items and articles in `Remote/Intercom`: paragraphs, breaks and links, read back as
//   an editor left them. No Swift package reads HTML without bringing a browser's worth of it.
// - `HTTP` over libcurl: AsyncHTTPClient is four times slower over loopback, URLSession twelve, and
//   people expect curl's proxies and CA files.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "herald",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "herald", targets: ["herald"]),
    .executable(name: "herald-bench", targets: ["HeraldBench"]),
  ],
  dependencies: dependencies,
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    // Intercom exports statistics as compressed archives; no package reads them without Foundation.
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CLibCurl", pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),

    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "JSON", swiftSettings: strict),
    .target(name: "YAML", dependencies: ["CLibYAML", "Diagnostics"], swiftSettings: strict),
    .target(name: "Audiences", dependencies: ["JSON"], swiftSettings: strict),
    .target(
      name: "Planning", dependencies: ["Audiences", "JSON"], swiftSettings: strict),
    .target(
      name: "Measuring", dependencies: ["Audiences", "Planning"], swiftSettings: strict),
    .target(
      name: "Campaigns", dependencies: ["Audiences", "Diagnostics", "JSON", "Planning", "YAML"],
      swiftSettings: strict),
    .target(name: "ProjectFiles", dependencies: ["Diagnostics"], swiftSettings: strict),
    .target(name: "Archives", dependencies: ["CZlib"], swiftSettings: strict),
    .target(name: "HTTP", dependencies: ["CLibCurl"], swiftSettings: strict),
    .target(
      name: "Remote",
      dependencies: ["Archives", "Audiences", "HTTP", "JSON", "Measuring", "Planning"],
      swiftSettings: strict),
    .target(
      name: "Starter",
      resources: [
        .embedInCode("Files/herald.yaml"), .embedInCode("Files/gitignore"),
        .embedInCode("Files/chat.yaml"), .embedInCode("Files/post.yaml"),
        .embedInCode("Files/tooltip.yaml"), .embedInCode("Files/bot.yaml"),
        .embedInCode("Files/github.yml"), .embedInCode("Files/github-action.yml"),
        .embedInCode("Files/gitlab.yml"), .embedInCode("Files/gitlab-include.yml"),
      ], swiftSettings: strict),
    .target(
      name: "PullRequests", dependencies: ["HTTP", "JSON", "Remote"], swiftSettings: strict),
    .target(name: "Applying", dependencies: ["Planning", "Remote"], swiftSettings: strict),
    .target(
      name: "Delivering", dependencies: ["Audiences", "Planning", "Remote"], swiftSettings: strict),
    .target(
      name: "Rendering",
      dependencies: [
        "Applying", "Audiences", "Delivering", "Diagnostics", "JSON", "Measuring", "Planning",
        "PullRequests", "Remote",
      ],
      // A link to the one in `schemas`: the program says what the repository has.
      resources: [
        .embedInCode("plan.schema.json"), .embedInCode("plan-file.schema.json"),
        .embedInCode("report.schema.json"), .embedInCode("drift.schema.json"),
        .embedInCode("import.schema.json"), .embedInCode("stats.schema.json"),
        .embedInCode("prune.schema.json"), .embedInCode("calendar.schema.json"),
        .embedInCode("handover.schema.json"),
        .embedInCode("deliver.schema.json"), .embedInCode("pause.schema.json"),
        // A link to the one of the Messenger: a preview shows what that shows.
        .embedInCode("Preview/cards.css"), .embedInCode("Preview/preview.css"),
      ], swiftSettings: strict),
    .target(
      name: "Sandbox",
      dependencies: [
        "Archives", "Audiences", "Diagnostics", "JSON",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      resources: [
        .embedInCode("Pages/messenger.js"), .embedInCode("Pages/messenger.css"),
        .embedInCode("Pages/cards.css"), .embedInCode("Pages/sample.html"),
        .embedInCode("Pages/sample.css"), .embedInCode("Pages/sample.js"),
        .embedInCode("Pages/icon.svg"),
      ], swiftSettings: strict),
    .target(
      name: "Workflows",
      dependencies: [
        "Applying", "Audiences", "Campaigns", "Delivering", "Diagnostics", "HTTP", "JSON",
        "Measuring", "Planning", "ProjectFiles", "PullRequests", "Remote", "Sandbox", "Starter",
        "YAML", .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "herald",
      dependencies: [
        "Applying", "Audiences", "Campaigns", "Delivering", "Diagnostics", "JSON", "Measuring",
        "Planning", "ProjectFiles", "PullRequests", "Remote", "Rendering", "Sandbox", "Starter",
        "Workflows",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "HeraldBench",
      dependencies: [
        "Applying", "Audiences", "CLibYAML", "Delivering", "Diagnostics", "HTTP", "JSON",
        "Planning", "Remote", "Sandbox", "Workflows",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),

    // What tests share: seeds and generators, the built program in a folder of its own, servers.
    .target(
      name: "TestSupport",
      dependencies: [
        "Audiences", "JSON", "Planning", "Sandbox", "YAML",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
    .testTarget(name: "ArchivesTests", dependencies: ["Archives"], swiftSettings: strict),
    .testTarget(
      name: "JSONTests", dependencies: ["JSON", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "YAMLTests", dependencies: ["Diagnostics", "TestSupport", "YAML"],
      swiftSettings: strict),
    .testTarget(
      name: "AudiencesTests", dependencies: ["Audiences", "JSON", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "CampaignsTests",
      dependencies: [
        "Audiences", "Campaigns", "Diagnostics", "JSON", "Planning", "TestSupport", "YAML",
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "PlanningTests", dependencies: ["Audiences", "JSON", "Planning", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "MeasuringTests", dependencies: ["Audiences", "Measuring", "Planning"],
      swiftSettings: strict),
    .testTarget(
      name: "ApplyingTests",
      dependencies: ["Applying", "Audiences", "Measuring", "Planning", "Remote"],
      swiftSettings: strict),
    .testTarget(
      name: "DeliveringTests",
      dependencies: ["Audiences", "Delivering", "Planning", "Remote", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RenderingTests",
      dependencies: [
        "Applying", "Audiences", "Delivering", "Diagnostics", "JSON", "Measuring", "Planning",
        "Remote", "Rendering", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ProjectFilesTests", dependencies: ["Diagnostics", "ProjectFiles"],
      swiftSettings: strict),
    .testTarget(
      name: "HTTPTests", dependencies: ["HTTP", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "RemoteTests",
      dependencies: ["Archives", "Audiences", "HTTP", "JSON", "Measuring", "Planning", "Remote"],
      swiftSettings: strict),
    .testTarget(
      name: "PullRequestsTests", dependencies: ["HTTP", "JSON", "PullRequests", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "Applying", "Audiences", "Delivering", "Diagnostics", "HTTP", "JSON", "Measuring",
        "Planning", "Remote", "Sandbox", "TestSupport", "Workflows",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SandboxTests",
      dependencies: [
        "JSON", "Sandbox", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "WorkflowsTests",
      dependencies: [
        "Applying", "Audiences", "Campaigns", "Delivering", "Diagnostics", "Measuring", "Planning",
        "ProjectFiles", "Remote", "TestSupport", "Workflows",
      ],
      swiftSettings: strict),
    // The built program, run as people run it.
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Campaigns", "Diagnostics", "JSON", "Planning", "Sandbox", "TestSupport", "Workflows",
        "herald",
      ],
      swiftSettings: strict),
    // The built program against servers that fail and are killed, round after round.
    .testTarget(
      name: "ChaosTests",
      dependencies: ["Audiences", "JSON", "Planning", "Sandbox", "TestSupport", "herald"],
      swiftSettings: strict),
    .testTarget(
      name: "RepositoryTests", dependencies: ["Diagnostics", "Workflows"], swiftSettings: strict),
  ]
)
