import Diagnostics
import TestSupport
import Testing
import YAML

@Suite("Changing a file in place")
struct EditorTests {
  /// The document with a value changed; a path is keys and indices, as `copy.body` or `tags.0`.
  private func changed(
    _ text: String, _ path: String, to value: YAMLValue?
  ) throws -> String {
    let reading = Reading(text)
    let root = try #require(reading.documents.first?.root)
    let target = Self.value(
      YAMLValue(root), path.split(separator: ".").map(String.init)[...], value)
    var editor = YAMLEditor(reading.file)
    try editor.change(root, to: try #require(target))
    return String(decoding: try #require(editor.bytes), as: UTF8.self)
  }

  /// The value with another one at a path, or without what is there.
  private static func value(
    _ value: YAMLValue, _ path: ArraySlice<String>, _ new: YAMLValue?
  ) -> YAMLValue? {
    guard let step = path.first else { return new }
    let rest = path.dropFirst()
    switch value.content {
    case .scalar: return value
    case .sequence(let items):
      var values = items.map { Optional($0) }
      guard let index = Int(step) else { return value }
      if index < values.count {
        values[index] = items[index].changed { Self.value($0, rest, new) }
      } else {
        values.append(new)
      }
      return .sequence(values.compactMap(\.self))
    case .mapping(let pairs):
      guard pairs.contains(where: { $0.key == step }) else {
        return .mapping(pairs + (new.map { [.init(step, $0)] } ?? []))
      }
      return .mapping(
        pairs.compactMap { pair in
          guard pair.key == step else { return pair }
          return Self.value(pair.value, rest, new).map { .init(pair.key, $0) }
        })
    }
  }

  @Test(
    "Only the value's bytes change, and its quotes stay",
    arguments: [
      ("a: old # why\nb: 1\n", "a", "new", "a: new # why\nb: 1\n"),
      ("a: 'old'   # why\n", "a", "it's", "a: 'it''s'   # why\n"),
      ("a: \"old\"\n", "a", "new\nline", "a: \"new\\nline\"\n"),
      ("a: old\n", "a", "yes", "a: \"yes\"\n"),
      ("a: old\n", "a", "b: c", "a: \"b: c\"\n"),
      ("a: { b: old, c: 1 } # x\n", "a.b", "x, y", "a: { b: \"x, y\", c: 1 } # x\n"),
      ("a: [x, old, y]\n", "a.1", "new", "a: [x, new, y]\n"),
      ("a:\n  - x # one\n  - old # two\n", "a.1", "new", "a:\n  - x # one\n  - new # two\n"),
      ("a: old", "a", "new", "a: new"),
      ("a: old\r\nb: c\r\n", "b", "d", "a: old\r\nb: d\r\n"),
      ("é: ü # 🎉\nb: old\n", "b", "🎉", "é: ü # 🎉\nb: 🎉\n"),
      ("a: |\n  one\n  two\n# end\nb: 1\n", "a", "three\n", "a: |\n  three\n# end\nb: 1\n"),
      ("a: |- # note\n    one\nb: 1\n", "a", "x\n\ny", "a: |- # note\n    x\n\n    y\nb: 1\n"),
      ("a: >-\n  one\n  two\nb: 1\n", "a", "one three", "a: >-\n  one three\nb: 1\n"),
      ("a: >\n  one\nb: 1\n", "a", "one\ntwo\n", "a: >\n  one\n\n  two\nb: 1\n"),
      ("a: |\n  one\n", "a", " indented", "a: \" indented\"\n"),
    ])
  func scalars(_ before: String, _ path: String, _ new: String, _ after: String) throws {
    #expect(try changed(before, path, to: .text(new)) == after)
  }

  @Test(
    "Numbers, booleans and dates are written as such",
    arguments: [
      ("a: 5 # five\n", "6", "a: 6 # five\n"), ("a: true\n", "false", "a: false\n"),
      ("a: 2026-12-01\n", "2026-12-02 09:00", "a: 2026-12-02 09:00\n"),
      ("a: \"2026-12-01\"\n", "2026-12-02", "a: \"2026-12-02\"\n"),
      ("a: 7 days ago\n", "8 days ago", "a: 8 days ago\n"),
    ])
  func plain(_ before: String, _ new: String, _ after: String) throws {
    #expect(try changed(before, "a", to: .plain(new)) == after)
  }

  @Test(
    "What is new stands behind its neighbour, what goes takes its line along",
    arguments: [
      ("a: 1 # x\nc: 3\n", "b", "2", "a: 1 # x\nc: 3\nb: 2\n"),
      ("m:\n  a: 1 # x\n\n# end\nz: 1\n", "m.b", "2", "m:\n  a: 1 # x\n  b: 2\n\n# end\nz: 1\n"),
      ("m: { a: 1 }\n", "m.b", "2", "m: { a: 1, b: 2 }\n"),
      ("m:\n  - 1 # x\nz: 1\n", "m.1", "2", "m:\n  - 1 # x\n  - 2\nz: 1\n"),
      ("m: [1]\n", "m.1", "2", "m: [1, 2]\n"),
      ("m:\n- a: 1\n  b: 2\n", "m.0.c", "3", "m:\n- a: 1\n  b: 2\n  c: 3\n"),
    ])
  func insertions(_ before: String, _ path: String, _ new: String, _ after: String) throws {
    #expect(try changed(before, path, to: .plain(new)) == after)
  }

  @Test(
    "What goes takes its line along and leaves the rest",
    arguments: [
      ("a: 1 # x\nb: 2 # y\n# z\nc: 3\n", "b", "a: 1 # x\n# z\nc: 3\n"),
      ("m: { a: 1, b: 2, c: 3 }\n", "m.b", "m: { a: 1, c: 3 }\n"),
      ("m: { a: 1, b: 2 }\n", "m.a", "m: { b: 2 }\n"),
      ("m: [1, 2, 3] # x\n", "m.2", "m: [1, 2] # x\n"),
      ("m:\n  - 1\n  - a: 2\n    b: 3\n  - 4\n", "m.1", "m:\n  - 1\n  - 4\n"),
      ("m:\n  - a: 2\n    b: 3\n", "m.0.a", "m:\n  - b: 3\n"),
      ("m:\n  a: |\n    x\n    y\n  b: 1\n", "m.a", "m:\n  b: 1\n"),
    ])
  func removals(_ before: String, _ path: String, _ after: String) throws {
    #expect(try changed(before, path, to: nil) == after)
  }

  @Test("A value of another kind takes the place of one")
  func kinds() throws {
    let rule = YAMLValue.mapping([
      .init("all", .sequence([.mapping([.init("tag", "x")], flow: true)]))
    ])
    #expect(
      try changed("a: { tag: x }\nb: 1\n", "a", to: rule) == "a:\n  all:\n    - { tag: x }\nb: 1\n")
    #expect(
      try changed("m:\n  - { tag: y } # one\n  - z: 1\n", "m.0", to: rule)
        == "m:\n  - all:\n      - { tag: x } # one\n  - z: 1\n")
    let flow = YAMLValue.mapping([.init("delay", .plain("8s"))], flow: true)
    #expect(try changed("a: page_load # x\n", "a", to: flow) == "a: { delay: 8s } # x\n")
  }

  @Test(
    "What an alias shares is not changed",
    arguments: [
      ("a: &x old\nb: *x\n", "a"), ("a: &x old\nb: *x\n", "b"),
      ("a: &x { c: old }\nb: *x\n", "a.c"), ("a: &x { c: old }\nb: *x\n", "b.c"),
      ("a: &x [old]\nb: *x\n", "a.1"),
    ])
  func aliases(_ text: String, _ path: String) throws {
    #expect(throws: EditRefusal.self) { try changed(text, path, to: "new") }
  }

  @Test("An anchor that nothing names does not hinder")
  func anchor() throws {
    #expect(try changed("a: &x old\n", "a", to: "new") == "a: &x new\n")
  }

  @Test("Any document can be made to say something else, or is refused")
  func generated() throws {
    let seed = TestSeed.fresh(for: "YAML editor")
    var generator = NodeGenerator(seed: seed)
    var changes = 0
    for number in 0..<1_500 {
      let place = Comment(rawValue: "seed \(seed), document \(number)")
      let width = Int.random(in: 20...120, using: &generator.random)
      let before = generator.mapping(depth: 3)
      let text = YAMLWriter(width: width).write(generator.dressed(YAMLValue(before)))
      let reading = Reading(text)
      let root = try #require(reading.documents.first?.root, place)
      let target = generator.mutated(YAMLValue(root))
      var editor = YAMLEditor(reading.file)
      do {
        try editor.change(root, to: target)
      } catch {
        continue
      }
      guard let bytes = editor.bytes else { continue }
      if target.isSaid(by: root) { #expect(bytes == reading.file.bytes, place) }
      let again = Reading(bytes: bytes)
      let said = again.documents.first?.root.map { target.isSaid(by: $0) } ?? false
      if !said {
        let wanted = YAMLWriter().write(target)
        let result = String(decoding: bytes, as: UTF8.self)
        Issue.record("\(place):\n\(text)\nto be\n\(wanted)\nbecame\n\(result)")
        return
      }
      changes += 1
    }
    #expect(changes > 500)
  }
}

extension YAMLValue {
  fileprivate func changed(_ change: (YAMLValue) -> YAMLValue?) -> YAMLValue? { change(self) }
}

extension NodeGenerator {
  /// The value with a few things in it changed, added or taken away.
  mutating func mutated(_ value: YAMLValue) -> YAMLValue {
    if Int.random(in: 0..<12, using: &random) == 0 { return dressed(YAMLValue(node(depth: 1))) }
    switch value.content {
    case .scalar:
      return Int.random(in: 0..<5, using: &random) == 0 ? .text(text()) : value
    case .sequence(let items):
      var values = items.map { mutated($0) }
      if !values.isEmpty, Int.random(in: 0..<6, using: &random) == 0 {
        values.remove(at: Int.random(in: 0..<values.count, using: &random))
      }
      if Int.random(in: 0..<6, using: &random) == 0 {
        values.insert(.text(text()), at: Int.random(in: 0...values.count, using: &random))
      }
      return .sequence(values)
    case .mapping(let pairs):
      var pairs = pairs.map { YAMLValue.Pair($0.key, mutated($0.value)) }
      if !pairs.isEmpty, Int.random(in: 0..<6, using: &random) == 0 {
        pairs.remove(at: Int.random(in: 0..<pairs.count, using: &random))
      }
      let key = text()
      if Int.random(in: 0..<6, using: &random) == 0, !pairs.contains(where: { $0.key == key }) {
        pairs.append(.init(key, .text(text())))
      }
      return .mapping(pairs)
    }
  }
}
