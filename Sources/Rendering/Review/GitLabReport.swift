import Diagnostics
public import JSON

/// The diagnostics of a review as GitLab's code quality report: the members that it documents, and no
/// others.
public struct GitLabReport {
  public init() {}

  public func render(_ review: Review) -> JSONValue {
    var fingerprints = Fingerprints(review.paths)
    return .array(
      review.diagnostics.map { diagnostic in
        // GitLab takes nothing without a place: what has none is about the project file.
        let place =
          review.paths.place(of: diagnostic)
          ?? (review.paths.path(review.pathPrefix + "herald.yaml"), 1)
        return [
          "description": .string(diagnostic.message.visibleLine),
          "check_name": .string(diagnostic.code),
          "fingerprint": .string(fingerprints.next(diagnostic)),
          "severity": diagnostic.severity == .error ? "major" : "minor",
          "location": [
            "path": .string(place.path), "lines": ["begin": .integer(Int64(place.line))],
          ],
        ]
      })
  }
}
