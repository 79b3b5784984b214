/// A value in a statement; the dialect binds or escapes it.
package enum SQLValue: Sendable, Hashable {
  case text(String)
  case number(Double)
  case boolean(Bool)
  /// Unix seconds.
  case instant(Int64)
}

/// A part of a statement and the values that are bound in it, in the order of their marks.
///
/// It is made from literals and from other fragments, so that text from outside cannot come in
/// unless a dialect made a fragment of it.
package struct SQLFragment: Sendable, Hashable, ExpressibleByStringInterpolation {
  package private(set) var text: String
  package private(set) var values: [SQLValue]

  package init(text: String, values: [SQLValue]) {
    self.text = text
    self.values = values
  }

  package init(stringLiteral text: StaticString) {
    self.init(text: "\(text)", values: [])
  }

  package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.fragment }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var fragment = SQLFragment(text: "", values: [])

    package init(literalCapacity: Int, interpolationCount: Int) {
      fragment.text.reserveCapacity(literalCapacity)
    }

    package mutating func appendLiteral(_ literal: StaticString) { fragment.text += "\(literal)" }

    package mutating func appendInterpolation(_ part: SQLFragment) {
      fragment.text += part.text
      fragment.values += part.values
    }

    package mutating func appendInterpolation(_ number: Int) { fragment.text += String(number) }
  }
}

extension [SQLFragment] {
  package func joined(by separator: SQLFragment) -> SQLFragment {
    var joined = SQLFragment(text: "", values: [])
    for (index, part) in enumerated() {
      joined = index == 0 ? part : "\(joined)\(separator)\(part)"
    }
    return joined
  }
}
