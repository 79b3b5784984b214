internal import Audiences
internal import Diagnostics
internal import Planning

/// Joins the files of a project and finds what is wrong between them.
///
/// It runs on one thread after files were read on many: whatever a file can know by itself is found
/// there, and each file is looked at once here.
struct Assembly {
  let project: Project?
  let environmentNames: [String]
  var diagnostics: [Diagnostic] = []
  var zones = TimeZones()
  /// Those of which nothing was said yet.
  var insecureVariables: Set<InsecureVariable>
  /// Comments that allow what only an environment shows.
  var waiting: [WaitingAllowance] = []
  private let files: [FileContent]
  private var documents: [CampaignDocument] = []
  private var audiences: [AudienceDocument] = []
  /// Those that name keys they had before.
  private var renamed: [CampaignDocument] = []
  private var openRules: [OpenRule] = []
  /// Who has each name; the first, where several have it.
  private var campaignNames: [String: DeclarationPlace] = [:]
  private var audienceNames: [String: DeclarationPlace] = [:]
  /// Who claims each former key first.
  private var claims: [String: Label] = [:]

  init(_ files: [FileContent], _ project: Project?) {
    self.files = files
    self.project = project
    environmentNames = project?.environments.map(\.name) ?? []
    insecureVariables = InsecureVariable.all(in: project)
    documents.reserveCapacity(files.count)
    campaignNames.reserveCapacity(files.count)
  }

  mutating func join() -> ProjectContent {
    for index in files.indices { gather(index) }
    for document in renamed { checkFormerKeys(of: document) }
    checkRules()
    applyAllowances(of: files)
    applyLint()
    documents.sort { ($0.key ?? "") < ($1.key ?? "") }
    return ProjectContent(
      project: project, audiences: audiences, diagnostics: diagnostics.sortedByPlace(),
      documents: documents, files: files, waiting: waiting)
  }

  private mutating func gather(_ fileIndex: Int) {
    let file = files[fileIndex]
    if !file.diagnostics.isEmpty { diagnostics += file.diagnostics }
    for index in file.declarations.indices {
      declare(file.declarations[index], DeclarationPlace(file: fileIndex, index: index))
    }
    for document in file.documents {
      documents.append(document)
      if !document.previously.isEmpty { renamed.append(document) }
      if let rule = document.openRule { openRules.append(rule) }
      check(document)
    }
    for audience in file.audiences {
      audiences.append(audience)
      checkVariables(audience.variables, in: audience.file, nil)
    }
  }

  // MARK: - Names

  /// Notes who has a name first, and tells of every other.
  private mutating func declare(_ declaration: Declaration, _ place: DeclarationPlace) {
    let first =
      switch declaration.kind {
      case .campaign: Self.first(declaration.name, place, &campaignNames)
      case .audience: Self.first(declaration.name, place, &audienceNames)
      }
    if let first { report(duplicate: declaration, of: self[first]) }
  }

  /// The place that has the name already; nil, and noted, when none has.
  private static func first(
    _ name: String, _ place: DeclarationPlace, _ places: inout [String: DeclarationPlace]
  ) -> DeclarationPlace? {
    let first = places[name]
    if first == nil { places[name] = place }
    return first
  }

  private subscript(place: DeclarationPlace) -> Declaration {
    files[place.file].declarations[place.index]
  }

  private mutating func report(duplicate: Declaration, of original: Declaration) {
    let (kind, what): (DiagnosticKind, String) =
      switch duplicate.kind {
      case .campaign: (.duplicateCampaign, "campaigns with the key")
      case .audience: (.duplicateAudience, "audiences with the name")
      }
    diagnostics.append(
      Diagnostic(
        kind, "there are two \(what) `\(duplicate.name)`",
        at: Label(duplicate.file, duplicate.range),
        also: [Label(original.file, original.range, "the first one")],
        help: ["give one of them another name"]))
  }

  private mutating func checkFormerKeys(of document: CampaignDocument) {
    for written in document.previously where written.text != document.key {
      let former = written.text
      let label = document.label(at: written.place)
      if let place = campaignNames[former] {
        let holder = self[place]
        diagnostics.append(
          Diagnostic(
            .formerKey, "`\(former)` is the key of another campaign, not a former one",
            at: label, also: [Label(holder.file, holder.range, "the campaign that has it")],
            help: ["remove it here, or give the other campaign a new key"]))
      } else if let first = claims[former] {
        let isTwice = document.previously.contains { document.label(at: $0.place) == first }
        diagnostics.append(
          Diagnostic(
            .formerKey,
            isTwice
              ? "`\(former)` is listed twice" : "two campaigns say that they were `\(former)`",
            at: label, also: [Label(first.file, first.range, "the first one")],
            help: [
              isTwice
                ? "remove one of them" : "a message has one successor: keep it in one of the two"
            ]))
      } else {
        claims[former] = label
      }
    }
  }

  // MARK: - Rules

  /// Reads every rule that names audience documents, now that these are known.
  private mutating func checkRules() {
    let sound = Set(audiences.map(\.name))
    let broken = Set(audienceNames.keys.filter { !sound.contains($0) })
    let resolver = AudienceResolver(audiences.map(\.named), broken: broken) { _, text, _ in text }
    diagnostics += resolver.diagnostics
    let known = resolver.audiences
    for open in openRules { check(open, known) }
  }

  private mutating func check(_ open: OpenRule, _ audiences: KnownAudiences) {
    var reader = AudienceReader(open.file, audiences: audiences)
    let rule = reader.read(open.node) { text, _ in text }
    diagnostics += reader.diagnostics
    if case .newsfeed? = rule, !open.mayBeNewsfeed {
      diagnostics.append(CampaignCheck.newsfeedOutsidePost(at: Label(open.file, open.node.place)))
    }
  }

  // MARK: - Severities

  private mutating func applyLint() {
    guard let lint = project?.lint else {
      // Nobody knows which are off: the warnings come when herald.yaml can be read.
      diagnostics.removeAll { $0.severity == .warning && LintRules.has($0.code) }
      return
    }
    if !lint.isEmpty { diagnostics = lint.leveled(diagnostics) }
  }
}

/// A declaration, by the numbers of its file and of itself therein.
private struct DeclarationPlace: Equatable {
  let file: Int
  let index: Int
}
