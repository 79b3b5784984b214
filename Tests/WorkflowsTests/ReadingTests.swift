import Campaigns
import Diagnostics
import ProjectFiles
import Testing
import Workflows

@Suite struct `Reading a project` {
  @Test func `counts what it read`() async throws {
    let disk = try ProjectOnDisk([
      "a.yaml": ProjectOnDisk.chat("aa") + "---\n" + ProjectOnDisk.chat("bb"),
      "deep/er/c.yml": "audience: pros\nwhere: { attribute: plan, is: pro }\n",
      "notes.txt": "not read",
    ])
    let reading = try await disk.read()
    #expect(reading.fileCount == 2)
    #expect(reading.campaignCount == 2)
    #expect(reading.audienceCount == 1)
    #expect(reading.diagnostics.isEmpty)
  }

  @Test(arguments: [1, 2, 7])
  func `says the same with any number of workers`(workers: Int) async throws {
    var files: [String: String] = [:]
    for number in 0..<20 {
      files["f\(number).yaml"] = ProjectOnDisk.chat("k\(number)", "wrong\(number): 1\n")
    }
    let disk = try ProjectOnDisk(files)
    var surroundings = Surroundings.fixed
    surroundings.workers = workers
    let messages = try await LoadedProject.read(at: disk.path, surroundings).diagnostics
    let alone = try await disk.read().diagnostics
    #expect(messages == alone)
    #expect(messages.count == 20)
    #expect(messages == messages.sortedByPlace())
  }

  @Test func `finds the project in the folder named campaigns`() async throws {
    let disk = try ProjectOnDisk([:], project: "x")
    try disk.remove("herald.yaml")
    try disk.write("campaigns/herald.yaml", ProjectOnDisk.project)
    try disk.write("campaigns/a.yaml", ProjectOnDisk.chat("aa"))
    let reading = try await disk.read()
    #expect(reading.campaignCount == 1)
    #expect(reading.project?.folder.path == "\(disk.path)/campaigns")
  }

  @Test func `goes on with the other files when the project file is wrong`() async throws {
    let disk = try ProjectOnDisk(
      ["a.yaml": ProjectOnDisk.chat("aa", "nonsense: 1\n")], project: "projct: shop\n")
    let reading = try await disk.read()
    #expect(reading.project == nil)
    let files = Set(reading.diagnostics.compactMap { $0.primary?.file.path })
    #expect(files == ["\(disk.path)/a.yaml", "\(disk.path)/herald.yaml"])
  }

  @Test func `tells a folder without a project from no folder`() async throws {
    let disk = try ProjectOnDisk([:])
    try disk.write("empty/note.txt", "")
    await #expect { try await LoadedProject.read(at: "\(disk.path)/empty", .fixed) } throws: {
      if case Failure.noProject? = $0 as? Failure { true } else { false }
    }
    for path in ["nowhere", "herald.yaml"] {
      await #expect { try await LoadedProject.read(at: "\(disk.path)/\(path)", .fixed) } throws: {
        if case Failure.noFolder? = $0 as? Failure { true } else { false }
      }
    }
  }
}

@Suite struct `Choosing an environment` {
  @Test func `takes the named one, or else the default`() async throws {
    let project = try #require(try await ProjectOnDisk([:]).read().project)
    #expect(try project.environment("production").name == "production")
    #expect(try project.environment(nil).name == "test")
  }

  @Test func `suggests one that was probably meant, and knows them all`() async throws {
    let project = try #require(try await ProjectOnDisk([:]).read().project)
    #expect {
      try project.environment("prodution")
    } throws: {
      guard case .unknownEnvironment(let name, let suggestion, let known)? = $0 as? Failure else {
        return false
      }
      return name == "prodution" && suggestion == "production" && known == ["test", "production"]
    }
  }

  @Test func `wants a name where there are several and no default`() async throws {
    let text = ProjectOnDisk.project.replacing("default_environment: test\n", with: "")
    let project = try #require(try await ProjectOnDisk([:], project: text).read().project)
    #expect {
      try project.environment(nil)
    } throws: {
      if case .noEnvironment(["test", "production"])? = $0 as? Failure { true } else { false }
    }
  }
}
