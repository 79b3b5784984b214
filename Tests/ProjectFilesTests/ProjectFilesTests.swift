import Diagnostics
import Foundation
import ProjectFiles
import Testing

@Suite("Reading a project's files")
struct ProjectFilesTests {
  private struct Reading {
    /// As from the project's folder.
    let paths: [String]
    let diagnostics: [Diagnostic]

    var problems: [String] {
      diagnostics.map {
        "\($0.code) \(($0.primary?.file.path).map { ($0 as NSString).lastPathComponent } ?? "-")"
      }
    }
  }

  private static func project(_ names: String...) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["herald.yaml"] + names { try folder.write(name) }
    return folder
  }

  private static func read(_ folder: TemporaryFolder, workers: Int = 2) async throws -> Reading {
    let project = try #require(ProjectFolder(at: folder.path))
    let (paths, diagnostics) = await project.readAll(workers: workers) { $0.path }
    let shown = paths.map { String($0.dropFirst(project.prefix.count)) }
    return Reading(paths: shown, diagnostics: diagnostics)
  }

  @Test("every .yaml and .yml below the folder is read, in the order of paths")
  func order() async throws {
    let folder = try Self.project("b.yaml", "a/z.yml", "a.yaml", "a/b/c.yaml", "Z.yaml", "é.yaml")
    let reading = try await Self.read(folder)
    #expect(
      reading.paths == ["Z.yaml", "a.yaml", "a/b/c.yaml", "a/z.yml", "b.yaml", "é.yaml"])
    #expect(reading.diagnostics.isEmpty)
  }

  @Test("the project file is not among them; one of the same name further below is")
  func projectFile() async throws {
    let reading = try await Self.read(Self.project("more/herald.yaml"))
    #expect(reading.paths == ["more/herald.yaml"])
  }

  @Test("an ending in capitals is the same ending")
  func capitals() async throws {
    let reading = try await Self.read(Self.project("A.YAML", "x.Yml", "Y.yML"))
    #expect(reading.paths == ["A.YAML", "Y.yML", "x.Yml"])
    #expect(reading.diagnostics.isEmpty)
  }

  @Test("a name of the project file in capitals, another file, is read as any other")
  func projectFileInCapitals() async throws {
    let reading = try await Self.read(Self.project("HERALD.yaml"))
    #expect(reading.paths == ["HERALD.yaml"])
  }

  @Test("a name of the project file in capitals, the same file, is not among them")
  func projectFileUnderTwoNames() async throws {
    let folder = try Self.project()
    try folder.link("HERALD.YAML", to: "herald.yaml")
    #expect(try await Self.read(folder).paths.isEmpty)
  }

  @Test("other names are not read")
  func otherNames() async throws {
    let folder = try Self.project("a.yaml.bak", "b.json", "yaml", "c.YAMLS", "README.md")
    #expect(try await Self.read(folder).paths.isEmpty)
  }

  @Test("hidden folders and files are not read")
  func hidden() async throws {
    let folder = try Self.project(".herald/a.yaml", ".git/b.yaml", ".c.yaml", "x/.d/e.yaml")
    #expect(try await Self.read(folder).paths.isEmpty)
  }

  @Test("an empty folder has no files and no problems")
  func empty() async throws {
    let reading = try await Self.read(Self.project())
    #expect(reading.paths.isEmpty)
    #expect(reading.diagnostics.isEmpty)
  }

  @Test("the files in a folder named like a file are read")
  func folderLikeFile() async throws {
    let reading = try await Self.read(Self.project("x.yaml/a.yaml"))
    #expect(reading.paths == ["x.yaml/a.yaml"])
    #expect(reading.diagnostics.isEmpty)
  }

  @Test("links are followed; a loop of them ends")
  func links() async throws {
    let folder = try Self.project("real/a.yaml")
    try folder.link("real/loop", to: "..")
    try folder.link("linked.yaml", to: "real/a.yaml")
    let reading = try await Self.read(folder)
    #expect(reading.paths == ["linked.yaml", "real/a.yaml"])
    #expect(reading.diagnostics.isEmpty)
  }

  @Test("two links to one folder are read once")
  func linkedFolders() async throws {
    let outside = try TemporaryFolder()
    try outside.write("a.yaml")
    let folder = try Self.project()
    try folder.link("one", to: outside.path)
    try folder.link("two", to: outside.path)
    #expect(try await Self.read(folder).paths == ["one/a.yaml"])
  }

  @Test(
    "a link that leads nowhere, or to itself, is told: it may have led to a folder of campaigns")
  func danglingLink() async throws {
    let folder = try Self.project("a.yaml")
    try folder.link("gone.yaml", to: "nowhere.yaml")
    try folder.link("self.yaml", to: "self.yaml")
    try folder.link("gone", to: "nowhere")
    let reading = try await Self.read(folder)
    #expect(reading.paths == ["a.yaml"])
    #expect(
      reading.problems == [
        "unreadable-file gone", "unreadable-file gone.yaml", "unreadable-file self.yaml",
      ])
  }

  #if os(Linux)
    @Test("a name that is not UTF-8 is told")
    func nameNotUTF8() async throws {
      let folder = try Self.project("a.yaml")
      let name =
        Array(folder.path("bad").utf8CString.dropLast()) + [-1] + ".yaml\0".utf8CString.dropLast()
      let descriptor = open(name, O_WRONLY | O_CREAT, 0o600)
      try #require(descriptor >= 0)
      close(descriptor)
      let reading = try await Self.read(folder)
      #expect(reading.paths == ["a.yaml"])
      #expect(reading.diagnostics.map(\.message) == ["cannot read: its name is not UTF-8"])
    }
  #endif

  @Test("a pipe is told, and not waited for", .timeLimit(.minutes(5)))
  func pipe() async throws {
    let folder = try Self.project("a.yaml")
    try #require(mkfifo(folder.path("pipe.yaml"), 0o600) == 0)
    try folder.link("linked.yaml", to: "pipe.yaml")
    let reading = try await Self.read(folder)
    #expect(reading.paths == ["a.yaml"])
    #expect(reading.problems == ["not-a-file linked.yaml", "not-a-file pipe.yaml"])
  }

  @Test("a device is told")
  func device() async throws {
    let folder = try Self.project()
    try folder.link("zero.yaml", to: "/dev/zero")
    #expect(try await Self.read(folder).problems == ["not-a-file zero.yaml"])
  }

  @Test("a file of 8 MiB is read whole, and one byte more is refused")
  func size() async throws {
    let folder = try Self.project()
    try folder.write("fits.yaml", bytes: [UInt8](repeating: 0x61, count: 8 << 20))
    try folder.write("large.yaml", bytes: [UInt8](repeating: 0x61, count: 8 << 20 + 1))
    let project = try #require(ProjectFolder(at: folder.path))
    let (sizes, diagnostics) = await project.readAll(workers: 2) { $0.bytes.count }
    #expect(sizes == [8 << 20])
    #expect(diagnostics.map(\.code) == ["file-too-large"])
  }

  @Test("bytes come as they are, no byte at all included, but without a byte order mark")
  func bytes() async throws {
    let folder = try Self.project()
    let contents: [[UInt8]] = [[0xEF, 0xBB, 0xBF, 0x61], [], [0, 0xFF, 0x0D, 0x0A]]
    for (index, bytes) in contents.enumerated() { try folder.write("\(index).yaml", bytes: bytes) }
    let project = try #require(ProjectFolder(at: folder.path))
    let (values, diagnostics) = await project.readAll(workers: 2) { $0.bytes }
    #expect(values == [[0x61]] + contents.dropFirst())
    #expect(diagnostics.isEmpty)
  }

  @Test("a name that is not UTF-8 is read all the same, or told")
  func oddName() async throws {
    let folder = try Self.project()
    let name = folder.path("").utf8CString.dropLast() + [CChar(bitPattern: 0xFF)]
    let path = Array(name + ".yaml".utf8CString)
    let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
    try #require(descriptor >= 0)
    close(descriptor)
    let reading = try await Self.read(folder)
    #expect(reading.paths.count + reading.diagnostics.count == 1)
  }

  @Test("folders 32 deep are read, and deeper ones told")
  func depth() async throws {
    let deep = (1...32).map { "d\($0)" }.joined(separator: "/")
    let folder = try Self.project("\(deep)/a.yaml", "\(deep)/more/b.yaml")
    let reading = try await Self.read(folder)
    #expect(reading.paths == ["\(deep)/a.yaml"])
    #expect(reading.problems == ["folder-too-deep more"])
  }

  @Test("many workers give the order that one gives", arguments: [2, 3, 7, 500])
  func workers(count: Int) async throws {
    let folder = try Self.project()
    for number in 0..<101 { try folder.write("f\(number % 7)/c\(number).yaml", "\(number)") }
    try folder.link("f3/c0.yaml", to: "nowhere")
    let one = try await Self.read(folder, workers: 1)
    let many = try await Self.read(folder, workers: count)
    #expect(one.paths.count == 101)
    #expect(many.paths == one.paths)
    #expect(many.diagnostics == one.diagnostics)
  }

  @Test("what is unreadable says why and what to do")
  func wording() async throws {
    let folder = try Self.project()
    try folder.link("gone.yaml", to: "nowhere.yaml")
    let diagnostic = try #require(try await Self.read(folder).diagnostics.first)
    #expect(diagnostic.message == "cannot read: no such file or directory")
    #expect(diagnostic.help == ["make it readable, or move it out of the project"])
    #expect(diagnostic.severity == .error)
  }
}

@Suite("Where a project is")
struct ProjectFolderTests {
  @Test("in the folder itself, or in its campaigns")
  func places() throws {
    let folder = try TemporaryFolder()
    #expect(ProjectFolder(at: folder.path) == nil)
    try folder.write("campaigns/herald.yaml")
    #expect(ProjectFolder(at: folder.path)?.path == folder.path("campaigns"))
    try folder.write("herald.yaml")
    #expect(ProjectFolder(at: folder.path)?.path == folder.path)
  }

  @Test("no folder at all is the current one")
  func current() {
    #expect(ProjectFolder(at: "")?.path == ProjectFolder(at: ".")?.path)
  }

  @Test("a folder that is not there holds none")
  func missing() {
    #expect(ProjectFolder(at: "/nonexistent/folder") == nil)
  }

  @Test(
    "paths read as people write them, whatever the folder ends with",
    arguments: [
      (".", "a.yaml"), ("", "a.yaml"), ("x", "x/a.yaml"), ("x/", "x/a.yaml"), ("/", "/a.yaml"),
      ("./x", "./x/a.yaml"), ("../x", "../x/a.yaml"),
    ])
  func joined(folder: String, path: String) {
    #expect(ProjectFolder.join(folder, "a.yaml") == path)
  }

  @Test("the project file is read with its path, or told")
  func projectFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("herald.yaml", "project: x\n")
    let project = try #require(ProjectFolder(at: folder.path))
    let read = project.readProjectFile()
    #expect(read.file?.path == folder.path("herald.yaml"))
    #expect(read.file?.bytes == Array("project: x\n".utf8))
    #expect(read.diagnostics.isEmpty)
  }

  @Test("a folder named herald.yaml is told")
  func projectFileIsFolder() throws {
    let folder = try TemporaryFolder()
    try folder.folder("herald.yaml")
    let project = try #require(ProjectFolder(at: folder.path))
    let read = project.readProjectFile()
    #expect(read.file == nil)
    #expect(read.diagnostics.map(\.code) == ["not-a-file"])
  }
}

@Suite("Writing a project's files")
struct FileCreationTests {
  private static func project() throws -> (TemporaryFolder, ProjectFolder) {
    let folder = try TemporaryFolder()
    try folder.write("herald.yaml")
    return (folder, try #require(ProjectFolder(at: folder.path)))
  }

  @Test("a new file is there whole, with the folders above it, and nothing beside it")
  func created() throws {
    let (folder, project) = try Self.project()
    #expect(try project.create("a/b/new.yaml", "text"))
    #expect(try String(contentsOfFile: folder.path("a/b/new.yaml"), encoding: .utf8) == "text")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("a/b")) == ["new.yaml"])
  }

  @Test("a file that is there stays as it is, and so does a link, even one that leads nowhere")
  func kept() throws {
    let (folder, project) = try Self.project()
    try folder.write("old.yaml", "old")
    try folder.link("lost.yaml", to: "nowhere")
    for name in ["old.yaml", "lost.yaml"] { #expect(try !project.create(name, "new")) }
    #expect(try String(contentsOfFile: folder.path("old.yaml"), encoding: .utf8) == "old")
    #expect(!FileManager.default.fileExists(atPath: folder.path("nowhere")))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["herald.yaml", "lost.yaml", "old.yaml"])
  }

  @Test("where nothing can be written, that is told")
  func unwritable() throws {
    let (folder, project) = try Self.project()
    try folder.write("file", "x")
    #expect(throws: FileUnwritable.self) { try project.create("file/new.yaml", "text") }
  }
}
