import JSON
import TestSupport
import Testing

@Suite("What is written reads back equal")
struct RoundTripTests {
  @Test("a thousand generated values survive compact, pretty and canonical text")
  func generated() throws {
    let seed = TestSeed.fresh(for: "JSON round trip")
    var generator = ValueGenerator(seed: seed)
    for number in 0..<1_000 {
      let value = generator.value(depth: 5)
      let place = Comment(rawValue: "seed \(seed), value \(number)")
      #expect(try JSONValue(parsing: value.compact()) == value, place)
      #expect(try JSONValue(parsing: value.pretty()) == value, place)
      #expect(try JSONValue(parsing: value.canonical()) == value, place)
      let again = try JSONValue(parsing: value.compact())
      #expect(again.compactText == value.compactText, place)
    }
  }
}

/// Values of all kinds from a seed, so that a failure can be repeated.
private struct ValueGenerator {
  private var random: SeededRandom
  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func value(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
    case 0: .null
    case 1: .boolean(Bool.random(using: &random))
    case 2: .integer(integer())
    case 3: .number(double())
    case 4, 5: .string(text())
    case 6: .array((0..<count()).map { _ in value(depth: depth - 1) })
    default: .object(object(depth: depth - 1))
    }
  }

  private mutating func object(depth: Int) -> JSONObject {
    var object = JSONObject()
    for _ in 0..<count() { object[text()] = value(depth: depth) }
    return object
  }

  private mutating func count() -> Int { Int.random(in: 0..<20, using: &random) / 4 }

  private mutating func integer() -> Int64 {
    Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0..<64, using: &random)
  }

  private mutating func double() -> Double {
    let value = Double(bitPattern: UInt64.random(in: 0 ... .max, using: &random))
    return value.isFinite ? value : Double(integer())
  }

  private mutating func text() -> String {
    let tables: [ClosedRange<UInt32>] = [0x20...0x7E, 0...0x1F, 0x80...0x7FF, 0xE000...0x10FFFF]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<24, using: &random) {
      let kind = Int.random(in: 0..<8, using: &random)
      let range = tables[kind < tables.count ? kind : 0]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
        text.append(scalar)
      }
    }
    return String(text)
  }
}
