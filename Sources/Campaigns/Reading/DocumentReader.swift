internal import Diagnostics
internal import Planning
internal import YAML

/// Reads the documents of one file.
struct DocumentReader {
  private let file: SourceFile
  private var documents: [CampaignDocument] = []
  private var audiences: [AudienceDocument] = []
  private var declarations: [Declaration] = []
  private var diagnostics: [Diagnostic]
  private var allowances: [Allowance] = []
  private var lines = LineCounter()

  private var secrets: [SourceRange] = []

  static func read(_ file: SourceFile) -> FileContent {
    let (documents, diagnostics) = YAMLReader().read(file)
    let reader = DocumentReader(documents, of: file, diagnostics)
    if reader.secrets.isEmpty { return reader.content }
    // Every place that is kept for later points into a file that may be shown.
    let shown = file.hiding(reader.secrets)
    return DocumentReader(documents, of: shown, diagnostics.moved(to: shown)).content
  }

  private init(_ documents: [Document], of file: SourceFile, _ diagnostics: [Diagnostic]) {
    self.file = file
    self.diagnostics = diagnostics
    for document in documents {
      if let root = document.root { read(root) }
    }
    let found = AllowanceScan.read(file, documents.lazy.compactMap(\.root))
    allowances = found.allowances
    self.diagnostics += found.diagnostics
  }

  private var content: FileContent {
    FileContent(
      file: file, audiences: audiences, diagnostics: diagnostics, documents: documents,
      declarations: declarations, allowances: allowances)
  }

  private mutating func read(_ root: Node) {
    switch DocumentKind(of: root, in: file) {
    case .campaign(let diagnostics):
      self.diagnostics += diagnostics
      readCampaign(root)
    case .audience(let diagnostics):
      self.diagnostics += diagnostics
      readAudience(root)
    case .project(let place):
      diagnostics.append(
        Diagnostic(
          .unexpectedDocument, "the project file is called `herald.yaml`", at: Label(file, place),
          help: ["keep `project` in `herald.yaml` at the project's root"]))
    case .unknown(let diagnostic):
      diagnostics.append(diagnostic)
    }
  }

  private mutating func readCampaign(_ root: Node) {
    var checker = Checker(file, document: .campaign)
    if let format = root["format"]?.text.flatMap(Format.init(rawValue:)) {
      checker.formats = FormatSet(format)
    }
    checker.checkMapping(root, .campaign, Subject(key: "campaign"))
    CampaignCheck.check(root, &checker)
    let audience = checker.readAudience(root["audience"])
    diagnostics += checker.diagnostics
    secrets += checker.secrets
    declare(.campaign, root["campaign"])
    var campaign: Campaign?
    var openLinks: [OpenLink] = []
    if checker.errorCount == 0, let audience {
      let line = lines.line(of: root.entries?.first?.keyRange.start ?? 0, in: file)
      campaign =
        CampaignDecoder(
          file: file, line: line, root: root, audience: audience, variables: checker.variables
        ).campaign
    }
    if let campaign {
      let findings = CopyRules.check(Manuscript(campaign, root))
      diagnostics += findings.diagnostics
      openLinks = findings.openLinks
    }
    documents.append(
      CampaignDocument(
        root, in: file, campaign: campaign, variables: checker.variables,
        openRule: checker.openRule, openLinks: openLinks))
  }

  private mutating func readAudience(_ root: Node) {
    var checker = Checker(file, document: .audience)
    checker.checkMapping(root, .audience, Subject(key: "audience"))
    let isRule = checker.readAudience(root["where"]) != nil
    diagnostics += checker.diagnostics
    secrets += checker.secrets
    declare(.audience, root["audience"])
    guard checker.errorCount == 0, isRule, let name = root["audience"], let text = name.text,
      let rule = root["where"]
    else { return }
    audiences.append(
      AudienceDocument(
        name: text, file: file, nameRange: name.place, rule: rule, variables: checker.variables))
  }

  private mutating func declare(_ kind: Declaration.Kind, _ name: Node?) {
    guard let name, let text = name.text, TextForm.key.accepts(text) else { return }
    declarations.append(Declaration(kind: kind, name: text, file: file, range: name.place))
  }
}

/// Counts lines on from where it was asked last: a file may hold many documents.
private struct LineCounter {
  private var offset = 0
  private var line = 1

  mutating func line(of target: Int, in file: SourceFile) -> Int {
    while offset < min(target, file.bytes.count) {
      let byte = file.bytes[offset]
      let isReturn = byte == 0x0D
      if byte == Byte.newline {
        line += 1
      } else if isReturn,
        offset + 1 == file.bytes.count || file.bytes[offset + 1] != Byte.newline
      {
        line += 1
      }
      offset += 1
    }
    return line
  }
}
