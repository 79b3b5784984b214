/// Text that equals what has the same scalars, and nothing else.
///
/// `String` calls canonically equivalent texts equal; a server and a database do not.
package struct ExactText: Sendable, Hashable, Comparable, ExpressibleByStringLiteral {
  package let text: String

  package init(_ text: String) { self.text = text }

  package init(stringLiteral text: String) { self.text = text }

  package static func == (left: ExactText, right: ExactText) -> Bool {
    if let isEqual = left.text.utf8.withContiguousStorageIfAvailable({ left in
      right.text.utf8.withContiguousStorageIfAvailable { right in
        left.count == right.count && (left.isEmpty || left.elementsEqual(right))
      }
    }) {
      if let isEqual { return isEqual }
    }
    return left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// In the order of scalars.
  package static func < (left: ExactText, right: ExactText) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(UInt8(0xFF))
  }
}
