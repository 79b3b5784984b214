import Foundation
import Testing

/// Which target may know which.
@Suite struct `The arrows between targets` {
  static let machine: Set = [
    "Darwin", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Musl", "Synchronization",
  ]

  /// Modules of packages that come with a product that is declared.
  static let companions = [
    "Hummingbird": ["HTTPTypes", "NIOCore", "NIOHTTP1", "NIOHTTPTypes"]
  ]

  @Test func `are those of the manifest: nothing is imported that is not declared`() throws {
    let declared = try Manifest.read().dependencies
    let strays = try imports().filter { stray in
      guard let dependencies = declared[stray.target] else { return true }
      let companions = dependencies.flatMap { Self.companions[$0] ?? [] }
      return !Self.machine.contains(stray.module) && !dependencies.contains(stray.module)
        && !companions.contains(stray.module)
    }
    #expect(strays.map(\.description) == [])
  }

  @Test func `are used: nothing is declared that is not imported`() throws {
    let used = try Dictionary(grouping: imports(), by: \.target)
      .mapValues { Set($0.map(\.module)) }
    let idle = try Manifest.read().dependencies.flatMap { target, dependencies in
      dependencies.filter { !(used[target] ?? []).contains($0) }.map { "\(target) → \($0)" }
    }
    #expect(idle.sorted() == [])
  }

  @Test func `let planning know values alone`() throws {
    let modules = Set(try imports().filter { $0.target == "Planning" }.map(\.module))
    #expect(modules.isSubset(of: ["Audiences", "Diagnostics", "JSON"]))
  }

  @Test func `keep the sandbox on the other side of the contract`() throws {
    let modules = Set(try imports().filter { $0.target == "Sandbox" }.map(\.module))
    #expect(modules.isDisjoint(with: ["Planning", "Remote", "Campaigns", "Applying", "Workflows"]))
  }

  @Test(arguments: [
    ("HTTP", ["Remote", "Planning", "Campaigns"]), ("Campaigns", ["HTTP", "Remote"]),
    ("YAML", ["Campaigns"]), ("Rendering", ["HTTP", "Campaigns"]),
    ("Applying", ["Campaigns", "HTTP"]), ("Workflows", ["Rendering", "ArgumentParser"]),
  ])
  func `keep a target from what it must not know`(target: String, others: [String]) throws {
    let modules = Set(try imports().filter { $0.target == target }.map(\.module))
    #expect(modules.isDisjoint(with: others), "\(target) imports \(modules.sorted())")
  }

  private struct Import: CustomStringConvertible {
    let target: String
    let module: String
    let place: String
    var description: String { "\(place): \(module)" }
  }

  private func imports() throws -> [Import] {
    try SourceTree.swiftFiles(in: "Sources").flatMap { file in
      file.code.compactMap { number, line -> Import? in
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
          words[..<index].allSatisfy({ Self.modifiers.contains(String($0)) })
        else { return nil }
        // `import struct Module.Name` names the module before the dot.
        let name = words.dropFirst(index + 1).first { !Self.kinds.contains(String($0)) }
        guard let module = name?.split(separator: ".").first else { return nil }
        return Import(
          target: file.target, module: String(module), place: "\(file.path):\(number)")
      }
    }
  }

  private static let modifiers: Set = [
    "public", "package", "internal", "private", "fileprivate", "@testable", "@preconcurrency",
    "@_exported", "@_spi",
  ]
  private static let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let"]
}

/// What `Package.swift` says of the targets below `Sources`.
struct Manifest {
  /// Names of targets and products, by target.
  let dependencies: [String: [String]]
  /// Names of executable targets.
  let programs: [String]

  static func read() throws -> Manifest {
    let text = try SourceTree.text(of: "Package.swift")
    var dependencies: [String: [String]] = [:]
    for part in text.components(separatedBy: #"arget("#).dropFirst() {
      // A declaration ends where the next begins; a test's is another matter.
      guard let name = part.firstMatch(of: /^\s*name: "([^"]+)"/)?.1 else { continue }
      let list = part.firstMatch(of: /dependencies: \[((?:[^\[\]])*)\]/)?.1 ?? ""
      let products = list.matches(of: /\.product\(name: "([^"]+)"/).map { String($0.1) }
      let targets = list.replacing(/\.product\([^)]*\)/, with: "").matches(of: /"([^"]+)"/)
        .map { String($0.1) }
      let isOfTests = name.hasSuffix("Tests") || part.contains(#"path: "Tests/"#)
      if !isOfTests { dependencies[String(name)] = targets + products }
    }
    let programs = text.matches(of: /\.executableTarget\(\s*name: "([^"]+)"/).map { String($0.1) }
    return Manifest(dependencies: dependencies, programs: programs)
  }
}
