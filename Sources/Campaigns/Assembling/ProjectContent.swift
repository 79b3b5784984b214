public import Diagnostics

/// All that the files of a project say.
public struct ProjectContent: Sendable {
  /// Nil when the project file has errors.
  public let project: Project?
  /// Those without an error, by file and place.
  public let audiences: [AudienceDocument]
  /// Everything that is wrong with the campaign files, alone and together, by file and place, with
  /// the severities that the project wants. The project file's own are not among them.
  public let diagnostics: [Diagnostic]
  /// Sorted by key.
  let documents: [CampaignDocument]
  /// Sorted by path.
  let files: [FileContent]
  /// Comments that allow what only an environment shows.
  let waiting: [WaitingAllowance]

  /// Those without an error, sorted by key; made anew each time.
  public var campaigns: [Campaign] { documents.compactMap(\.campaign) }

  /// A campaign's or an audience's file, by the path that is shown.
  public func file(at path: String) -> SourceFile? {
    files.lazy.map(\.file).first { $0.path == path }
  }

  /// How many `campaigns` there are.
  public var campaignCount: Int { documents.count { $0.campaign != nil } }
}

/// Reads a project, file by file, and joins the files.
public enum ProjectReader {
  /// Reads `herald.yaml`; no project when it has errors.
  public static func readProjectFile(
    _ file: SourceFile
  ) -> (project: Project?, diagnostics: [Diagnostic]) {
    ProjectFileReader.read(file)
  }

  /// Reads any other file. What it returns depends on this file alone, so files can be read side by
  /// side.
  public static func readDocuments(of file: SourceFile) -> FileContent {
    DocumentReader.read(file)
  }

  /// Joins the files: names that stand for something in another file, and what only all of them
  /// together can get wrong. The order of `files` does not matter.
  public static func assemble(_ files: [FileContent], in project: Project?) -> ProjectContent {
    var assembly = Assembly(files.sorted { $0.file.path < $1.file.path }, project)
    return assembly.join()
  }
}
