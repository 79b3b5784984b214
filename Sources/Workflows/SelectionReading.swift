import Campaigns
import Diagnostics
public import Planning
import ProjectFiles

/// Which campaigns a person selects, as they were typed: keys, `tag:TAG`, and paths from the current
/// folder.
public struct SelectionWords: Sendable {
  public var only: [String]
  public var except: [String]

  public init(only: [String] = [], except: [String] = []) {
    self.only = only
    self.except = except
  }
}

extension LoadedProject {
  /// What the words mean in this project.
  ///
  /// - Throws: `unknownSelection` for a path outside of the project, and for an empty word.
  public func selection(
    _ words: SelectionWords, _ surroundings: Surroundings
  ) throws(Failure) -> Selection {
    var selection = Selection()
    for word in words.only { selection.only.append(try term(word, surroundings)) }
    for word in words.except { selection.except.append(try term(word, surroundings)) }
    return selection
  }

  private func term(
    _ word: String, _ surroundings: Surroundings
  ) throws(Failure) -> Selection.Term {
    let tag = word.hasPrefix("tag:") ? String(word.dropFirst(4)) : nil
    if let tag, !tag.isEmpty { return .tag(tag) }
    let path = ShownPath(word, in: surroundings.currentFolder)
      .relative(to: ShownPath(folder.path, in: surroundings.currentFolder))
    if word.contains("/") || word == "." || word == ".." || Self.isFile(word) {
      guard let path else { throw .unknownSelection(word, .outside(folder.path)) }
      return .path(path)
    }
    guard !word.isEmpty, tag == nil else { throw .unknownSelection(word, .nothing(nil)) }
    return .word(word, path: path ?? word)
  }

  private static func isFile(_ word: String) -> Bool {
    let end = word.suffix(5).lowercased()
    return end == ".yaml" || end.hasSuffix(".yml")
  }

  /// Refuses a selection of which a part names nothing, neither in the workspace nor in any file: a
  /// slip would plan less than was meant, or more.
  func check(_ selection: Selection, _ planner: Planner) throws(Failure) {
    guard !selection.isEverything else { return }
    let unmatched = planner.unmatchedTerms
    guard !unmatched.isEmpty else { return }
    let known = Known(self, planner)
    for term in unmatched where !known.has(term) {
      throw .unknownSelection(
        term.text(folder.prefix), .nothing(known.suggestion(for: term, in: folder)))
    }
  }
}

extension LoadedProject {
  /// A folder that a person names for new files, from the project's root.
  ///
  /// - Throws: `unknownSelection` for one outside of the project, `unsupported` for one that is not
  ///   read.
  public func folder(
    forNewFiles path: String, _ surroundings: Surroundings
  ) throws(Failure) -> String {
    let shown = ShownPath(path, in: surroundings.currentFolder)
    let root = ShownPath(folder.path, in: surroundings.currentFolder)
    guard let relative = shown.relative(to: root) else {
      throw .unknownSelection(path, .outside(folder.path))
    }
    if relative.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
      throw .unsupported("`\(path)` is hidden: files in it are not read")
    }
    return relative
  }
}

/// Everything that could have been meant: files of every environment, and messages.
private struct Known {
  private var keys: [String] = []
  private var tags: Set<String> = []
  private var paths: Set<String> = []

  init(_ project: LoadedProject, _ planner: Planner) {
    let prefix = project.folder.prefix
    for campaign in project.content.campaigns {
      keys.append(campaign.key)
      keys += campaign.previously
      tags.formUnion(campaign.tags)
      note(path: String(campaign.file.path.dropFirst(prefix.count)))
    }
    for record in planner.records {
      keys.append(record.key)
      tags.formUnion(record.lastApplied.tags)
      if let file = record.provenance.file { note(path: file) }
    }
  }

  /// A file and the folders above it.
  private mutating func note(path: String) {
    paths.insert(path)
    var parts = path.split(separator: "/")
    while parts.popLast() != nil, !parts.isEmpty { paths.insert(parts.joined(separator: "/")) }
  }

  func has(_ term: Selection.Term) -> Bool {
    switch term {
    case .tag(let tag): tags.contains(tag)
    case .path(let path): path.isEmpty || paths.contains(path)
    case .word(let word, let path): keys.contains(word) || paths.contains(path)
    }
  }

  func suggestion(for term: Selection.Term, in folder: ProjectFolder) -> String? {
    switch term {
    case .tag(let tag):
      Diagnostics.suggestion(for: tag, among: tags.sorted()).map { "tag:\($0)" }
    case .path(let path):
      Diagnostics.suggestion(for: path, among: paths.sorted()).map { folder.prefix + $0 }
    case .word(let word, _):
      Diagnostics.suggestion(for: word, among: keys.sorted())
        ?? (tags.contains(word) ? "tag:\(word)" : nil)
    }
  }
}

extension Selection.Term {
  /// As it was typed, or nearly.
  fileprivate func text(_ prefix: String) -> String {
    switch self {
    case .tag(let tag): "tag:\(tag)"
    case .path(let path): prefix + path
    case .word(let word, _): word
    }
  }
}

/// A path as a person writes it, without `.`, `..` and doubled slashes where these can be worked out.
private struct ShownPath {
  private let parts: [String]

  init(_ path: String, in currentFolder: String) {
    let whole = path.hasPrefix("/") ? path : "\(currentFolder)/\(path)"
    var parts: [String] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
    }
    self.parts = parts
  }

  /// Nil when it lies elsewhere.
  func relative(to folder: ShownPath) -> String? {
    guard parts.starts(with: folder.parts) else { return nil }
    return parts.dropFirst(folder.parts.count).joined(separator: "/")
  }
}
