import Diagnostics
import Rendering
import Testing

@Suite("Diagnostics as compilers print them")
struct DiagnosticsTextTests {
  private static func text(
    _ label: Label?, also: [Label] = [], width: Int? = nil
  ) -> String {
    DiagnosticsText(Page(colour: false, width: width))
      .render(Diagnostic(Sample.kind, "wrong", at: label, also: also))
  }

  @Test("a place, a note in the same file, help and a fix")
  func whole() {
    #expect(
      DiagnosticsText(.plain).render([Sample.unknownKey()]) == """
        error[unknown-key]: unknown key `statsu`
         --> campaigns/csv.yaml:3:1
          |
        3 | statsu: live
          | ^^^^^^ not a key of a campaign
        4 | format: post
          | ------ also wrong
          = help: did you mean `status`?
          = help: `herald schema campaign` lists the keys
          = fix: replace it with `status`

        1 error; `herald explain CODE` says more

        """)
  }

  @Test("numbers stand under one another, and lines between places are left out")
  func places() {
    let blank = String(repeating: "\n", count: 95)
    let labels = Sample.labels(
      "⟦a⟧: 1\n\(blank)\n\nx: ⟦b⟧\n⟦c⟧", ["first", "second", "third"])
    #expect(
      Self.text(labels[1], also: [labels[0], labels[2]]) == """
        error[unknown-key]: wrong
           --> a.yaml:99:4
            |
          1 | a: 1
            | - first
        ...
         99 | x: b
            |    ^ second
        100 | c
            | - third

        """)
  }

  @Test("several places on one line are marked from left to right")
  func oneLine() {
    let labels = Sample.labels("⟦plan⟧: [⟦pro⟧, ⟦pro⟧]", ["the list", "first", "again"])
    #expect(
      Self.text(labels[2], also: [labels[1], labels[0]]) == """
        error[unknown-key]: wrong
         --> a.yaml:1:13
          |
        1 | plan: [pro, pro]
          | ---- the list
          |        --- first
          |             ^^^ again

        """)
  }

  @Test("a place in another file has a snippet of its own")
  func otherFile() {
    let label = Sample.label("audience: ⟦trials⟧", "used")
    let other = Sample.label(path: "b/audiences.yaml", "x\naudience: ⟦trialz⟧", "declared")
    #expect(
      Self.text(label, also: [other]) == """
        error[unknown-key]: wrong
         --> a.yaml:1:11
          |
        1 | audience: trials
          |           ^^^^^^ used
         ::: b/audiences.yaml:2:11
          |
        2 | audience: trialz
          |           ------ declared

        """)
  }

  @Test("tabs are widened, and the marker with them")
  func tabs() {
    let label = Sample.label("\tkey:\t⟦va\tlue⟧ x", "tabs")
    #expect(
      Self.text(label) == """
        error[unknown-key]: wrong
         --> a.yaml:1:7
          |
        1 |   key:  va  lue x
          |         ^^^^^^^ tabs

        """)
  }

  @Test("wide letters and letters of many bytes are marked where they stand")
  func wide() {
    let label = Sample.label("body: 两步 🎉 ⟦Zürich 东⟧ x", "here")
    #expect(
      Self.text(label) == """
        error[unknown-key]: wrong
         --> a.yaml:1:12
          |
        1 | body: 两步 🎉 Zürich 东 x
          |               ^^^^^^^^^ here

        """)
  }

  @Test("the end of a file can be marked")
  func end() {
    let label = Sample.label("a: 1\nb: {⟦⟧", "ends here")
    #expect(
      Self.text(label) == """
        error[unknown-key]: wrong
         --> a.yaml:2:5
          |
        2 | b: {
          |     ^ ends here

        """)
  }

  @Test("an empty last line can be marked")
  func emptyLine() {
    let label = Sample.label("a: 1\n⟦⟧", "ends here")
    #expect(
      Self.text(label) == """
        error[unknown-key]: wrong
         --> a.yaml:2:1
          |
        2 |
          | ^ ends here

        """)
  }

  @Test("a file that could not be read has no line")
  func emptyFile() {
    let label = Label(SourceFile(path: "gone.yaml", bytes: []), SourceRange(0, 0), "no such file")
    #expect(
      Self.text(label) == """
        error[unknown-key]: wrong
         --> gone.yaml
          | no such file

        """)
  }

  @Test("what has no place is a headline")
  func noPlace() {
    #expect(
      Self.text(nil) == """
        error[unknown-key]: wrong

        """)
  }

  @Test("a line break of two bytes is no part of its line")
  func crlf() {
    let label = Sample.label("a: 1\r\nb: ⟦two⟧\r\nc: 3\r\n", "here")
    #expect(
      Self.text(label) == """
        error[unknown-key]: wrong
         --> a.yaml:2:4
          |
        2 | b: two
          |    ^^^ here

        """)
  }

  @Test("a range of several lines is marked on its first")
  func severalLines() {
    let label = Sample.label("a: ⟦|\n  one\n  two⟧\nb: 1", "block")
    #expect(
      Self.text(label) == """
        error[unknown-key]: wrong
         --> a.yaml:1:4
          |
        1 | a: |
          |    ^ block

        """)
  }

  @Test("a long line is cut around the mark")
  func long() {
    let words = String(repeating: "word ", count: 60)
    let labels = Sample.labels(
      "body: \(words)⟦wrong⟧ x ⟦again⟧ \(words)", ["here", "and here"])
    #expect(
      Self.text(labels[0], also: [labels[1]], width: 60) == """
        error[unknown-key]: wrong
         --> a.yaml:1:307
          |
        1 | …rd word word word wrong x again word word word word wo…
          |                    ^^^^^ here
          |                            ----- and here

        """)
  }

  @Test("a place that a cut leaves out is marked at the cut")
  func far() {
    let words = String(repeating: "word ", count: 60)
    let labels = Sample.labels(
      "⟦a⟧: \(words)⟦b⟧ \(words)⟦c⟧", ["before", "here", "after"])
    #expect(
      Self.text(labels[1], also: [labels[0], labels[2]], width: 60) == """
        error[unknown-key]: wrong
         --> a.yaml:1:304
          |
        1 | …rd word word word b word word word word word word word…
          | - before
          |                    ^ here
          |                                                        - after

        """)
  }

  @Test("a mark longer than the line ends with it")
  func longMark() {
    let label = Sample.label("body: ⟦\(String(repeating: "word ", count: 60))⟧", "all")
    #expect(
      Self.text(label, width: 60) == """
        error[unknown-key]: wrong
         --> a.yaml:1:7
          |
        1 | body: word word word word word word word word word wor…
          |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ all

        """)
  }

  @Test("a line of megabytes is cut like any other")
  func huge() {
    let huge = String(repeating: "y", count: 1_000_000)
    let label = Sample.label("a: \(huge)⟦x⟧\(huge)", "here")
    #expect(
      Self.text(label, width: 60) == """
        error[unknown-key]: wrong
         --> a.yaml:1:1000004
          |
        1 | …yyyyyyyyyyyyyyyyyyxyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
          |                    ^ here

        """)
  }

  @Test("a file cannot give orders to a terminal")
  func hostile() {
    let label = Sample.label(path: "a\u{1B}[2J.yaml", "a: \u{1B}[31m⟦x\u{202E}y⟧\u{7}", "bad\u{1B}")
    #expect(
      Self.text(label) == """
        error[unknown-key]: wrong
         --> a␛[2J.yaml:1:9
          |
        1 | a: ␛[31mx<U+202E>y␇
          |         ^^^^^^^^^^ bad␛

        """)
  }

  @Test("bytes that are not text are shown as such")
  func invalid() {
    let label = Label(
      SourceFile(path: "a.yaml", bytes: [0x61, 0x3A, 0x20, 0xFF, 0xC3]), SourceRange(3, 5), "here")
    #expect(
      Self.text(label) == """
        error[unknown-key]: wrong
         --> a.yaml:1:4
          |
        1 | a: ��
          |    ^^ here

        """)
  }

  @Test("a count closes the list; errors are red and warnings yellow")
  func colours() {
    let label = Sample.label("a: ⟦x⟧", "here")
    let text = DiagnosticsText(Page(colour: true, width: 80)).render([
      Diagnostic(Sample.kind, "wrong", at: label), Diagnostic(Sample.warningKind, "odd", at: label),
      Diagnostic(Sample.warningKind, "odd", at: label),
    ])
    #expect(text.contains("\u{1B}[31merror[unknown-key]\u{1B}[0m"))
    #expect(text.contains("\u{1B}[33mwarning[long-copy]\u{1B}[0m"))
    #expect(text.contains("\u{1B}[31m^ here\u{1B}[0m\n"))
    #expect(text.contains("\u{1B}[33m^ here\u{1B}[0m\n"))
    #expect(
      text.hasSuffix(
        "\u{1B}[31m1 error\u{1B}[0m, \u{1B}[33m2 warnings\u{1B}[0m; `herald explain CODE` says more\n"
      ))
  }

  @Test("no diagnostics are no text")
  func none() {
    #expect(DiagnosticsText(.plain).render([]).isEmpty)
  }
}
