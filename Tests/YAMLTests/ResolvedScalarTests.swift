import Testing
import YAML

/// The core schema of YAML 1.2.
@Suite struct ResolvedScalarTests {
  @Test(
    "plain scalars mean what the core schema says",
    arguments: [
      ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null),
      ("true", .boolean(true)), ("True", .boolean(true)), ("TRUE", .boolean(true)),
      ("false", .boolean(false)), ("False", .boolean(false)), ("FALSE", .boolean(false)),
      ("0", .integer(0)), ("-0", .integer(0)), ("+12", .integer(12)), ("-7", .integer(-7)),
      ("007", .integer(7)), ("0o17", .integer(15)), ("0xFf", .integer(255)),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .outOfRange("9223372036854775808")),
      ("0xFFFFFFFFFFFFFFFF", .outOfRange("0xFFFFFFFFFFFFFFFF")),
      ("1.5", .float(1.5)), ("-.5", .float(-0.5)), ("5.", .float(5)), ("1e3", .float(1000)),
      ("+1.5E-3", .float(0.0015)), (".0", .float(0)), ("0e9", .float(0)), ("0.e1", .float(0)),
      (".inf", .float(.infinity)), ("-.Inf", .float(-.infinity)), ("+.INF", .float(.infinity)),
      ("1e999", .outOfRange("1e999")), ("-1e999", .outOfRange("-1e999")),
      ("1e-999", .outOfRange("1e-999")),
    ] as [(String, ResolvedScalar)])
  func meaning(text: String, meaning: ResolvedScalar) {
    #expect(Scalar(text, style: .plain).resolved == meaning)
  }

  @Test(
    "what only looks like a number, a boolean or null is text",
    arguments: [
      "nUll", "nil", "none", "tRue", "truely", "yes", "no", "on", "off", "y", "n",
      "1_000", "0b1", "0o8", "0o", "0x", "0xg", "-0x1", "+0o7", "1:30", "2026-12-01", "1.2.3",
      "1e", "1e+", ".", "-", "+", "-.", ".e1", "e1", "inf", ".nanx", "+.nan", "-.nan", "1,5", "１２",
      "7 days ago", "25%", "8s", "--1", "+-1", "0x-1", "0o+1",
    ])
  func text(text: String) {
    #expect(Scalar(text, style: .plain).resolved == .text(text))
  }

  @Test("not a number is a float", arguments: [".nan", ".NaN", ".NAN"])
  func notANumber(text: String) {
    guard case .float(let number) = Scalar(text, style: .plain).resolved else {
      Issue.record("no float")
      return
    }
    #expect(number.isNaN)
  }

  @Test(
    "what is quoted or a block is text",
    arguments: [Scalar.Style.singleQuoted, .doubleQuoted, .literal, .folded],
    ["", "~", "true", "12", "1.5"])
  func quoted(style: Scalar.Style, text: String) {
    #expect(Scalar(text, style: style).resolved == .text(text))
  }

  @Test("the booleans of YAML 1.1 are recognised where they are plain")
  func oldBooleans() {
    for word in ["yes", "No", "ON", "off", "y", "N"] {
      #expect(Scalar(word, style: .plain).isYAML11Boolean)
      #expect(!Scalar(word, style: .doubleQuoted).isYAML11Boolean)
    }
    #expect(!Scalar("true", style: .plain).isYAML11Boolean)
    #expect(!Scalar("yEs", style: .plain).isYAML11Boolean)
  }
}
