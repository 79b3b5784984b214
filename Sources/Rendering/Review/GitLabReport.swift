import Diagnostics
public import JSON
import Planning

/// The diagnostics of a review, and what environments leave out, as GitLab's code quality report: the
/// members that it documents, and no others.
public struct GitLabReport {
  public init() {}

  public func render(_ review: Review) -> JSONValue {
    var fingerprints = Fingerprints(review.paths)
    // GitLab takes nothing without a place: what has none is about the project file.
    let projectFile = (review.paths.path(review.pathPrefix + "herald.yaml"), 1)
    let findings = review.diagnostics.map { diagnostic in
      Self.entry(
        diagnostic.message, name: diagnostic.code,
        severity: diagnostic.severity == .error ? "major" : "minor",
        fingerprint: fingerprints.next(diagnostic),
        at: review.paths.place(of: diagnostic) ?? projectFile)
    }
    let omissions = review.omissions.flatMap { left in
      left.campaigns.map { campaign in
        Self.entry(
          OmissionText.sentence(campaign, in: left.environment), name: "left-out",
          severity: "info", fingerprint: Fingerprints.of(campaign, in: left.environment),
          at: projectFile)
      }
    }
    return .array(findings + omissions)
  }

  private static func entry(
    _ description: String, name: String, severity: String, fingerprint: String,
    at place: (path: String, line: Int)
  ) -> JSONValue {
    [
      "description": .string(description.visibleLine),
      "check_name": .string(name),
      "fingerprint": .string(fingerprint),
      "severity": .string(severity),
      "location": [
        "path": .string(place.path), "lines": ["begin": .integer(Int64(place.line))],
      ],
    ]
  }
}
