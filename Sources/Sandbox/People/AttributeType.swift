import GRDB
import JSON

/// What an attribute holds, in Intercom's names.
enum AttributeType: String, CaseIterable, Sendable {
  case string, integer, float, boolean, date

  /// The type of the column in a strict table.
  var columnType: String {
    switch self {
    case .string: "TEXT"
    case .integer, .boolean, .date: "INTEGER"
    case .float: "REAL"
    }
  }

  /// A value of this type as it is kept; a date is Unix seconds.
  func stored(_ value: JSONValue) -> DatabaseValue {
    switch (self, value) {
    case (.string, .string(let text)): text.databaseValue
    case (.integer, .integer(let number)), (.date, .integer(let number)): number.databaseValue
    case (.float, .integer(let number)): Double(number).databaseValue
    case (.float, .number(let number)): number.databaseValue
    case (.boolean, .boolean(let flag)): flag.databaseValue
    case (_, .null): .null
    default: preconditionFailure("a value was not checked against its attribute's type")
    }
  }

  /// A kept value as the API serves it.
  func served(_ value: DatabaseValue) -> JSONValue {
    switch (self, value.storage) {
    case (_, .null): .null
    case (.boolean, .int64(let number)): .boolean(number != 0)
    case (.float, .double(let number)): .number(number)
    case (_, .int64(let number)): .integer(number)
    case (_, .double(let number)): .number(number)
    case (_, .string(let text)): .string(text)
    case (_, .blob): preconditionFailure("a strict table holds no bytes in a column of texts")
    }
  }
}
