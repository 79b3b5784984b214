public import Diagnostics
public import JSON
public import Planning

/// How much was read, and what environments leave out of it.
public struct ValidationCounts: Sendable, Hashable {
  public let files: Int
  public let campaigns: Int
  public let audiences: Int
  /// In the order of environments.
  public let omissions: [EnvironmentOmissions]

  public init(
    files: Int, campaigns: Int, audiences: Int, omissions: [EnvironmentOmissions] = []
  ) {
    self.files = files
    self.campaigns = campaigns
    self.audiences = audiences
    self.omissions = omissions
  }
}

/// The last word of `validate`, when nothing is wrong.
public struct ValidationText {
  private let page: Page

  public init(_ page: Page) { self.page = page }

  public func verdict(_ counts: ValidationCounts) -> String {
    "\(page.ink.green("Valid.")) \(counted(counts)).\n" + omissions(counts)
  }

  /// A paragraph for each environment that leaves something out.
  func omissions(_ counts: ValidationCounts) -> String {
    counts.omissions.map { left in
      "\(Symbol.outside.painted(page.ink)) "
        + StyledText(OmissionText(left.campaigns).verdict(in: left.environment))
        .painted(page.ink, from: 2, hanging: 2, width: page.width)
    }.joined()
  }

  /// As `13 campaigns and 1 audience document in 14 files`.
  func counted(_ counts: ValidationCounts) -> String {
    let read = [
      counts.campaigns.counted("campaign"), counts.audiences.counted("audience document"),
    ].joined(separator: " and ")
    return "\(read) in \(counts.files.counted("file"))"
  }
}

/// What `validate` finds, as data. Version 1: members are added, never changed.
public enum ValidationJSON {
  public static func render(_ diagnostics: [Diagnostic], counts: ValidationCounts) -> JSONValue {
    [
      "format_version": 1,
      "summary": [
        "files": .integer(Int64(counts.files)),
        "campaigns": .integer(Int64(counts.campaigns)),
        "audiences": .integer(Int64(counts.audiences)),
        "errors": .integer(Int64(diagnostics.count { $0.severity == .error })),
        "warnings": .integer(Int64(diagnostics.count { $0.severity == .warning })),
      ],
      "diagnostics": DiagnosticsJSON.render(diagnostics),
      "skipped": .array(
        counts.omissions.map { left in
          [
            "environment": .string(left.environment),
            "campaigns": .array(
              left.campaigns.map { campaign in
                [
                  "key": .string(campaign.key),
                  "because": .array(campaign.shortcomings.map { .string($0.rawValue) }),
                ]
              }),
          ]
        }),
    ]
  }
}
