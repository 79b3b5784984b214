/// Why a text is not JSON, and where.
///
/// The description never quotes the text: what a server sent may hold what must not be logged.
public struct JSONError: Error, Sendable, Hashable {
  /// The first byte, from 0, that cannot stand where it stands.
  public let offset: Int
  public let reason: Reason

  public enum Reason: Sendable, Hashable, CaseIterable {
    case endsEarly
    case byteOrderMark
    case valueExpected
    case nameExpected
    case colonExpected
    case commaOrBracketExpected
    case commaOrBraceExpected
    case contentAfterValue
    case badNumber
    case numberOutOfRange
    case badEscape
    case loneSurrogate
    case controlCharacter
    case invalidUTF8
    case duplicateName
    case tooDeep
  }

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension JSONError: CustomStringConvertible {
  public var description: String { "\(reason.description) (at byte \(offset))" }
}

extension JSONError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .endsEarly: "the JSON ends early"
    case .byteOrderMark: "JSON must not begin with a byte order mark"
    case .valueExpected: "a JSON value is expected"
    case .nameExpected: "the name of a member is expected, in double quotes"
    case .colonExpected: "`:` is expected after the name of a member"
    case .commaOrBracketExpected: "`,` or `]` is expected after the value in an array"
    case .commaOrBraceExpected: "`,` or `}` is expected after the member of an object"
    case .contentAfterValue: "there is something after the end of the JSON value"
    case .badNumber: "this is not a number as JSON writes it"
    case .numberOutOfRange: "the number is larger than a 64-bit float can hold"
    case .badEscape: "this escape is not one of JSON's"
    case .loneSurrogate: "the escape is half of a surrogate pair"
    case .controlCharacter: "a control character in a string must be escaped"
    case .invalidUTF8: "the string is not valid UTF-8"
    case .duplicateName: "the object has two members of one name"
    case .tooDeep: "arrays and objects are nested too deeply"
    }
  }
}
