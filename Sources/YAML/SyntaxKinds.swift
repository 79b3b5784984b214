public import Diagnostics

extension YAMLDiagnostics {
  /// The kinds after which the rest of a file cannot be read.
  static let syntaxKinds: [DiagnosticKind] = [
    tabIndentation, badIndentation, missingColon, nestedValue, unclosedQuote, unclosedBracket,
    reservedCharacter, unknownEscape, yamlSyntax,
  ]

  public static let tabIndentation = DiagnosticKind(
    "tab-indentation",
    summary: "a line is indented with a tab",
    explanation: """
      YAML is indented with spaces alone, because a tab is as wide as each editor likes. Replace \
      the tab by spaces; most editors do it for a whole file (\u{201C}convert indentation to \
      spaces\u{201D}).
      """,
    bad: "copy:\n\tbody: Hello\n",
    good: "copy:\n  body: Hello\n")

  public static let badIndentation = DiagnosticKind(
    "bad-indentation",
    summary: "a line is not indented like those it belongs to",
    explanation: """
      What belongs together begins in the same column, and what belongs to a key is indented more \
      than the key. A space too many or too few makes a line belong to nothing.
      """,
    bad: """
      copy:
          title: News
        body: Hello
      """,
    good: """
      copy:
        title: News
        body: Hello
      """)

  public static let missingColon = DiagnosticKind(
    "missing-colon",
    summary: "a key has no `:`",
    explanation: """
      A key is followed by a colon and a space. Where the line goes on with the text of the line \
      above, indent it.
      """,
    bad: """
      campaign: spring-sale
      format chat
      status: live
      """,
    good: """
      campaign: spring-sale
      format: chat
      status: live
      """)

  public static let nestedValue = DiagnosticKind(
    "nested-value",
    summary: "a value without quotes holds a `: `",
    explanation: """
      A colon and a space end a key, so a second one in the same line makes the value look like a \
      key. Put the value in quotes.
      """,
    bad: """
      body: One more thing: exports are here
      """,
    good: """
      body: "One more thing: exports are here"
      """)

  public static let unclosedQuote = DiagnosticKind(
    "unclosed-quote",
    summary: "a quoted text has no end",
    explanation: """
      A text that begins with a quote ends at the next quote of the same kind. Inside single \
      quotes an apostrophe is written twice (`'it''s'`); inside double quotes a double quote is \
      written `\\"`.
      """,
    bad: """
      body: "Hello there
      status: live
      """,
    good: """
      body: "Hello there"
      status: live
      """)

  public static let unclosedBracket = DiagnosticKind(
    "unclosed-bracket",
    summary: "a list `[` or a mapping `{` is not closed, or lacks a comma",
    explanation: """
      Between brackets and braces, commas stand between the values, and the bracket is closed at \
      the end. A text with a comma, a bracket or a brace in it needs quotes there.
      """,
    bad: """
      tags: [exports, launch
      status: live
      """,
    good: """
      tags: [exports, launch]
      status: live
      """)

  public static let reservedCharacter = DiagnosticKind(
    "reserved-character",
    summary: "a value begins with a character that means something to YAML",
    explanation: """
      A text without quotes cannot begin with one of @ ` % & * ! | > , ] } because they mean \
      something else in YAML. Put the text in quotes.
      """,
    bad: """
      from: @ana
      """,
    good: """
      from: "@ana"
      """)

  public static let unknownEscape = DiagnosticKind(
    "unknown-escape",
    summary: "a backslash in double quotes begins nothing that YAML knows",
    explanation: """
      In double quotes a backslash begins an escape, as in `\\n` for a new line. Write a backslash \
      that is meant as `\\\\`, or use single quotes, in which it is an ordinary character.
      """,
    bad: #"""
      pages: ["C:\reports\data", "\d+"]
      """#,
    good: #"""
      pages: ['C:\reports\data', '\d+']
      """#)

  public static let yamlSyntax = DiagnosticKind(
    "yaml-syntax",
    summary: "the text is not YAML",
    explanation: """
      The file cannot be read from this place on. Look at the line and the one above it: a quote, \
      a bracket or a colon too many or too few is the usual cause.
      """,
    bad: """
      tags: - exports
      """,
    good: """
      tags:
        - exports
      """)
}
