import Diagnostics
import JSON
import Rendering
import Testing

@Suite("Diagnostics as data")
struct DiagnosticsJSONTests {
  @Test("a diagnostic has its places in lines, columns and bytes, and its fix")
  func whole() {
    #expect(
      DiagnosticsJSON.render([Sample.unknownKey()]).pretty() == #"""
        [
          {
            "code": "unknown-key",
            "severity": "error",
            "message": "unknown key `statsu`",
            "file": "campaigns/csv.yaml",
            "line": 3,
            "column": 1,
            "end_line": 3,
            "end_column": 7,
            "start_byte": 34,
            "end_byte": 40,
            "label": "not a key of a campaign",
            "related": [
              {
                "file": "campaigns/csv.yaml",
                "line": 4,
                "column": 1,
                "end_line": 4,
                "end_column": 7,
                "start_byte": 47,
                "end_byte": 53,
                "message": "also wrong"
              }
            ],
            "help": [
              "did you mean `status`?",
              "`herald schema campaign` lists the keys"
            ],
            "fix": {
              "file": "campaigns/csv.yaml",
              "line": 3,
              "column": 1,
              "end_line": 3,
              "end_column": 7,
              "start_byte": 34,
              "end_byte": 40,
              "title": "replace it with `status`",
              "replacement": "status"
            }
          }
        ]
        """#)
  }

  @Test("what has no place has no file")
  func noPlace() {
    let json = DiagnosticsJSON.render([Diagnostic(Sample.kind, "no project", at: nil)])
    #expect(json.array?.first?["file"] == nil)
    #expect(json.array?.first?["message"] == "no project")
  }

  @Test("columns are counted in Unicode scalars, bytes in bytes")
  func columns() {
    let json = DiagnosticsJSON.render([
      Diagnostic(Sample.kind, "x", at: Sample.label("é: 🎉 ⟦东⟧\n"))
    ]).array?.first
    #expect(json?["column"] == 6)
    #expect(json?["end_column"] == 7)
    #expect(json?["start_byte"] == 9)
    #expect(json?["end_byte"] == 12)
  }
}
