/// The ids of people who were come upon, small enough to keep a million of them.
package struct SeenPeople: Sendable {
  private var numbers: Set<UInt128> = []
  private var others: Set<String> = []

  package init() {}

  package func contains(_ id: String) -> Bool {
    UInt128(id: id).map(numbers.contains) ?? others.contains(id)
  }

  package mutating func insert(_ id: String) {
    if let number = UInt128(id: id) {
      numbers.insert(number)
    } else {
      others.insert(id)
    }
  }
}

extension UInt128 {
  /// The digits of an id behind a 1, so that zeros at its beginning count; nil for one that is not of
  /// up to 31 hexadecimal digits in lower case.
  fileprivate init?(id: String) {
    guard id.utf8.count <= 31 else { return nil }
    var number: UInt128 = 1
    for byte in id.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = number << 4 | UInt128(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"):
        number = number << 4 | UInt128(byte - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    self = number
  }
}
