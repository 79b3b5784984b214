import Diagnostics
public import JSON
import Planning
import Remote

/// The diagnostics of a review as a log of SARIF 2.1.0, which code scanning reads.
///
/// Paths are relative to the repository's root; columns count Unicode scalars, and the end is not
/// included, as everywhere in SARIF.
public struct SARIFLog {
  private let version: String

  /// - Parameter version: herald's own.
  public init(version: String) { self.version = version }

  public func render(_ review: Review) -> JSONValue {
    let codes = Set(review.diagnostics.map(\.code)).sorted()
    let kinds = Dictionary(review.kinds.map { ($0.code, $0) }) { first, _ in first }
    let indices = Dictionary(uniqueKeysWithValues: zip(codes, codes.indices))
    var fingerprints = Fingerprints(review.paths)
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": [
            "driver": [
              "name": "herald", "version": .string(version),
              "rules": .array(codes.map { rule($0, kinds[$0]) }),
            ]
          ],
          "invocations": [invocation(review)],
          "columnKind": "unicodeCodePoints",
          "results": .array(
            review.diagnostics.map { diagnostic in
              result(
                diagnostic, index: indices[diagnostic.code] ?? -1,
                fingerprint: fingerprints.next(diagnostic), review)
            }),
        ]
      ],
    ]
  }

  private func rule(_ code: String, _ kind: DiagnosticKind?) -> JSONValue {
    var rule: JSONObject = ["id": .string(code)]
    guard let kind else { return .object(rule) }
    rule["shortDescription"] = Self.message(kind.summary)
    rule["fullDescription"] = Self.message(kind.explanation)
    rule["help"] = Self.message("`herald explain \(code)` says more, with examples")
    rule["defaultConfiguration"] = ["level": .string(kind.severity.rawValue)]
    return .object(rule)
  }

  /// What became of the run itself.
  private func invocation(_ review: Review) -> JSONValue {
    guard case .failed(let trouble) = review.result else {
      // No finding of the files: the project wants it so.
      let notes = review.omissions.map { left in
        Self.notification(
          "note", OmissionText(left.campaigns).verdict(in: left.environment))
      }
      return notes.isEmpty
        ? ["executionSuccessful": true]
        : ["executionSuccessful": true, "toolExecutionNotifications": .array(notes)]
    }
    let text = trouble.help.isEmpty ? trouble.sentence : "\(trouble.sentence)\n\(trouble.help)"
    return [
      "executionSuccessful": false,
      "toolExecutionNotifications": [Self.notification("error", text)],
    ]
  }

  private static func notification(_ level: String, _ text: String) -> JSONValue {
    ["level": .string(level), "message": message(text)]
  }

  private func result(
    _ diagnostic: Diagnostic, index: Int, fingerprint: String, _ review: Review
  ) -> JSONValue {
    let text = ([diagnostic.message] + diagnostic.help).joined(separator: "\n")
    var result: JSONObject = [
      "ruleId": .string(diagnostic.code),
      "ruleIndex": .integer(Int64(index)),
      "level": .string(diagnostic.severity.rawValue),
      "message": Self.message(text),
      "partialFingerprints": ["herald/v1": .string(fingerprint)],
    ]
    if let label = diagnostic.primary {
      result["locations"] = [["physicalLocation": place(label, review.paths)]]
    }
    if !diagnostic.secondary.isEmpty {
      result["relatedLocations"] = .array(
        diagnostic.secondary.enumerated().map { number, label in
          var location: JSONObject = [
            "id": .integer(Int64(number)), "physicalLocation": place(label, review.paths),
          ]
          if !label.text.isEmpty { location["message"] = Self.message(label.text) }
          return .object(location)
        })
    }
    if let fix = diagnostic.fix, let file = diagnostic.primary?.file {
      result["fixes"] = [
        [
          "description": Self.message(fix.title),
          "artifactChanges": [
            [
              "artifactLocation": artifact(file, review.paths),
              "replacements": [
                [
                  "deletedRegion": Self.region(Label(file, fix.range)),
                  "insertedContent": ["text": .string(fix.replacement)],
                ]
              ],
            ]
          ],
        ]
      ]
    }
    return .object(result)
  }

  private func place(_ label: Label, _ paths: RepositoryPaths) -> JSONValue {
    ["artifactLocation": artifact(label.file, paths), "region": Self.region(label)]
  }

  private func artifact(_ file: SourceFile, _ paths: RepositoryPaths) -> JSONValue {
    let path = paths.path(file.path)
    let uri = path.split(separator: "/", omittingEmptySubsequences: false)
      .map { percentEncoded(String($0)) }.joined(separator: "/")
    return path.hasPrefix("/")
      ? ["uri": .string("file://" + uri)] : ["uri": .string(uri), "uriBaseId": "%SRCROOT%"]
  }

  private static func region(_ label: Label) -> JSONValue {
    let start = label.file.position(at: label.range.start)
    let end = label.file.position(at: label.range.end)
    return [
      "startLine": .integer(Int64(start.line)), "startColumn": .integer(Int64(start.column)),
      "endLine": .integer(Int64(end.line)), "endColumn": .integer(Int64(end.column)),
    ]
  }

  private static func message(_ text: String) -> JSONValue { ["text": .string(text.visible)] }
}
