public import Diagnostics
public import JSON

/// Diagnostics as data. Version 1: members are added, never changed.
public enum DiagnosticsJSON {
  public static func render(_ diagnostics: [Diagnostic]) -> JSONValue {
    .array(diagnostics.map(render))
  }

  private static func render(_ diagnostic: Diagnostic) -> JSONValue {
    var object: JSONObject = [
      "code": .string(diagnostic.code),
      "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message),
    ]
    if let primary = diagnostic.primary {
      for member in place(primary).members { object[member.name] = member.value }
      object["label"] = .string(primary.text)
    }
    object["related"] = .array(
      diagnostic.secondary.map { label in
        var related = place(label)
        related["message"] = .string(label.text)
        return .object(related)
      })
    object["help"] = .array(diagnostic.help.map(JSONValue.string))
    if let fix = diagnostic.fix, let file = diagnostic.primary?.file {
      var change = place(Label(file, fix.range))
      change["title"] = .string(fix.title)
      change["replacement"] = .string(fix.replacement)
      object["fix"] = .object(change)
    }
    return .object(object)
  }

  /// Lines and columns from 1, columns in Unicode scalars; bytes from 0, the end not included.
  private static func place(_ label: Label) -> JSONObject {
    let start = label.file.position(at: label.range.start)
    let end = label.file.position(at: label.range.end)
    return [
      "file": .string(label.file.path),
      "line": .integer(Int64(start.line)),
      "column": .integer(Int64(start.column)),
      "end_line": .integer(Int64(end.line)),
      "end_column": .integer(Int64(end.column)),
      "start_byte": .integer(Int64(label.range.start)),
      "end_byte": .integer(Int64(label.range.end)),
    ]
  }
}
