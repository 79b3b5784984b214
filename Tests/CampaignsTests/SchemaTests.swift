import Campaigns
import Foundation
import JSON
import Testing

/// `HERALD_RECORD=1 swift test` writes the files; the run that writes them fails, so that nobody
/// records by accident.
@Suite("Schemas")
struct SchemaTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "schemas")

  @Test(
    "A schema in the repository is the one that the reader's shapes make",
    arguments: SchemaDocument.allCases)
  func files(_ document: SchemaDocument) throws {
    let name = "\(document.rawValue).schema.json"
    let url = Self.folder.appending(path: name)
    if ProcessInfo.processInfo.environment["HERALD_RECORD"] != nil {
      try Data(document.text.utf8).write(to: url)
      Issue.record("recorded \(name): look at the difference and run again")
      return
    }
    let recorded = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    #expect(recorded == document.text, "run `HERALD_RECORD=1 swift test --filter SchemaTests`")
  }

  @Test("Every key of a schema is described", arguments: SchemaDocument.allCases)
  func described(_ document: SchemaDocument) {
    #expect(undescribed(document.json, at: document.rawValue) == [])
  }

  /// The paths of keys without a description, but for those in conditionals.
  private func undescribed(_ schema: JSONValue, at path: String) -> [String] {
    guard let object = schema.object else {
      return (schema.array ?? []).enumerated().flatMap { undescribed($1, at: "\(path)/\($0)") }
    }
    var found: [String] = []
    for member in object.members where member.name != "allOf" {
      guard member.name == "properties", let properties = member.value.object else {
        found += undescribed(member.value, at: "\(path)/\(member.name)")
        continue
      }
      for property in properties.members {
        let here = "\(path)/\(property.name)"
        if property.value["description"]?.string?.isEmpty ?? true { found.append(here) }
        found += undescribed(property.value, at: here)
      }
    }
    return found
  }
}
