import Audiences
import Foundation
import JSON
import TestSupport
import Testing

/// Writes what `Tests/interop/test_audiences.py` asks real engines: generated people, rules with
/// their statements, and whom evaluation matches. Those engines are no part of `make test`.
@Suite struct `Cases for other engines` {
  @Test func `are written into the build folder`() throws {
    let worlds = try TestSeed.fixed(1..<8).map { try world(seed: $0) }
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: ".build/interop")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = JSONValue.object(["worlds": .array(worlds)]).compactText
    try Data(text.utf8).write(to: folder.appending(path: "audiences.json"))
    #expect(try JSONValue(parsing: text).object?["worlds"]?.array?.count == worlds.count)
  }

  private func world(seed: UInt64) throws -> JSONValue {
    var world = AudienceWorld(seed: seed)
    // Engines refuse to compare text with numbers: the model has columns of the types asked for.
    world.keepsTypes = true
    let people = world.people(150)
    let moment = world.moment
    let cases = try world.rules(60).map { rule in
      let claim = try #require(Claim(rule, at: moment))
      var statements: JSONObject = [:]
      for engine in SQLEngine.allCases {
        let translation = try SQLTranslation(
          rule, at: moment, for: engine.dialect, over: .documented)
        statements[engine.rawValue] = .string(translation.ids.text)
      }
      let matching = people.indices.filter { claim.holds(of: people[$0]) }
      return JSONValue.object([
        "rule": .string(rule.summary), "sql": .object(statements),
        "ids": .array(matching.map { .integer(Int64($0)) }),
      ])
    }
    return .object([
      "seed": .string(String(seed)), "zone": .string(world.zone),
      "contacts": Self.columns(AudienceWorld.ofPeople),
      "companies": Self.columns(AudienceWorld.ofCompanies),
      "people": .array(people.map { $0.json }), "cases": .array(cases),
    ])
  }

  private static func columns(_ names: [(name: String, kind: AudienceWorld.Kind)]) -> JSONValue {
    .array(names.map { .array([.string($0.name), .string("\($0.kind)")]) })
  }
}

extension Person {
  fileprivate var json: JSONValue {
    .object([
      "attributes": Self.json(attributes),
      "companies": .array(companies.map { Self.json($0) }),
      "tags": .array(tags.sorted().map { .string($0.text) }),
      "segments": .array(segments.sorted().map { .string($0.text) }),
      "events": .array(
        events.sorted { $0.key < $1.key }.flatMap { name, instants in
          instants.map { .array([.string(name.text), .integer($0)]) }
        }),
    ])
  }

  private static func json(_ attributes: Attributes) -> JSONValue {
    var object: JSONObject = [:]
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
      object[name.text] =
        switch value {
        case .text(let text): .string(text)
        case .number(let number): .number(number)
        case .boolean(let boolean): .boolean(boolean)
        case .date(let instant): .integer(instant)
        }
    }
    return .object(object)
  }
}
