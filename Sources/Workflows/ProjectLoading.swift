public import Campaigns
public import Diagnostics
public import Planning
public import ProjectFiles

/// A project as its files say it, with everything that is to be said about them.
public struct LoadedProject: Sendable {
  public let folder: ProjectFolder
  public let project: Project
  public let content: ProjectContent
  /// Sorted by place; of all files and environments.
  public let diagnostics: [Diagnostic]
}

/// What reading came to: the project may be unreadable as a whole.
public struct Reading: Sendable {
  /// Nil when `herald.yaml` has errors.
  public let project: LoadedProject?
  /// Sorted by place.
  public let diagnostics: [Diagnostic]
  /// How many files were read, `herald.yaml` not counted.
  public let fileCount: Int
  public let campaignCount: Int
  public let audienceCount: Int
}

/// The project file alone: enough to know the environments, before the campaigns are read.
public struct ProjectHead: Sendable {
  public let folder: ProjectFolder
  /// Nil when `herald.yaml` has errors.
  public let project: Project?
  fileprivate let diagnostics: [Diagnostic]

  /// - Throws: `noFolder`, `noProject`.
  public static func read(at path: String) throws(Failure) -> ProjectHead {
    guard let folder = ProjectFolder(at: path) else {
      throw ProjectFolder.isFolder(path) ? .noProject(path: path) : .noFolder(path: path)
    }
    return read(folder)
  }

  static func read(_ folder: ProjectFolder) -> ProjectHead {
    let (file, fileProblems) = folder.readProjectFile()
    let (project, problems) = file.map(ProjectReader.readProjectFile) ?? (nil, fileProblems)
    return ProjectHead(folder: folder, project: project, diagnostics: problems)
  }

  /// Reads and checks every other file.
  public func readFiles(_ surroundings: Surroundings) async -> Reading {
    let (files, readProblems) = await folder.readAll(workers: surroundings.workers) {
      ProjectReader.readDocuments(of: $0)
    }
    let content = ProjectReader.assemble(files, in: project)
    let diagnostics = (diagnostics + readProblems + content.diagnostics).sortedByPlace()
    return Reading(
      project: project.map {
        LoadedProject(folder: folder, project: $0, content: content, diagnostics: diagnostics)
      },
      diagnostics: diagnostics, fileCount: files.count, campaignCount: content.campaignCount,
      audienceCount: content.audiences.count)
  }
}

extension ProjectHead {
  /// What the project is called.
  ///
  /// - Throws: `files` when `herald.yaml` is wrong.
  func name() throws(Failure) -> String {
    guard let project else { throw .files(diagnostics) }
    return project.name
  }

  /// What the project was called before.
  var formerNames: [String] { project?.previously ?? [] }

  /// The environment of a name, or the project's default.
  ///
  /// - Throws: `files` when `herald.yaml` is wrong.
  func chosenEnvironment(_ name: String?) throws(Failure) -> Environment {
    guard let project else { throw .files(diagnostics) }
    return try project.chosenEnvironment(name)
  }

  /// What the project is called, and the environment of a name, or its default.
  ///
  /// - Throws: `files` when `herald.yaml` is wrong.
  public func names(
    of environment: String?
  ) throws(Failure) -> (project: String, environment: String) {
    guard let project else { throw .files(diagnostics) }
    return (project.name, try project.chosenEnvironment(environment).name)
  }
}

extension LoadedProject {
  /// Reads and checks every file of the project at a path.
  ///
  /// - Throws: `noFolder`, `noProject`. What is wrong with files is in the result.
  public static func read(
    at path: String, _ surroundings: Surroundings
  ) async throws(Failure) -> Reading {
    let head = try ProjectHead.read(at: path)
    return await head.readFiles(surroundings)
  }

  /// What only shows when variables are filled and named audiences are put in, for every
  /// environment; nothing where reading has found errors already.
  public func look(
    throughEnvironments surroundings: Surroundings
  ) async -> (problems: [Diagnostic], omissions: [EnvironmentOmissions]) {
    guard !diagnostics.hasErrors else { return ([], []) }
    let count = max(1, surroundings.workers)
    let now = surroundings.now()
    let parts = await withTaskGroup(of: (Int, EnvironmentPart).self) { group in
      for (index, environment) in project.environments.enumerated() {
        for part in 0..<count {
          group.addTask {
            (index * count + part, content.part(part, of: count, in: environment, now: now))
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
    let environments = project.environments.indices.map { index in
      Array(parts[(index * count)..<((index + 1) * count)])
    }
    return (
      content.problems(in: environments, now: now), content.omissions(in: environments)
    )
  }

  /// What the files ask of one environment.
  ///
  /// - Throws: `files` when anything is wrong with them.
  public func desired(in environment: Environment) throws(Failure) -> DesiredSet {
    guard !diagnostics.hasErrors else { throw .files(diagnostics) }
    let (desired, problems) = content.lower(for: environment)
    guard let desired, !problems.hasErrors else {
      throw .files((diagnostics + problems).sortedByPlace())
    }
    return desired
  }

  /// The environment of a name, or the project's default.
  public func environment(_ name: String?) throws(Failure) -> Environment {
    try project.chosenEnvironment(name)
  }
}

extension Project {
  /// The environment of a name, or the project's default.
  func chosenEnvironment(_ name: String?) throws(Failure) -> Environment {
    let known = environments.map(\.name)
    guard let wanted = name ?? defaultEnvironment else { throw .noEnvironment(known: known) }
    guard let environment = environment(wanted) else {
      throw .unknownEnvironment(
        wanted, suggestion: suggestion(for: wanted, among: known), known: known)
    }
    return environment
  }
}
