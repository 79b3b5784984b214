public import Diagnostics

/// The kinds of problem that the reading of YAML finds.
public enum YAMLDiagnostics {
  /// Every kind, in the order of a list.
  public static let all: [DiagnosticKind] =
    [textTooLarge, notUTF8, controlCharacter] + syntaxKinds
    + [
      duplicateKey, keyNotText, mergeKey, explicitTag, yamlDirective, undefinedAlias,
      recursiveAlias, aliasExpansion, tooDeep, tooManyProblems,
    ]

  public static let textTooLarge = DiagnosticKind(
    "text-too-large",
    summary: "a file is larger than herald reads",
    explanation: """
      Campaign files are a few kilobytes. A file of many megabytes is hardly one that a person \
      wrote: it may be an export or an image with the wrong name. Move it out of the project's \
      folder, or split it into several files.
      """)

  public static let notUTF8 = DiagnosticKind(
    "not-utf8",
    summary: "a file is not text in UTF-8",
    explanation: """
      herald reads text in UTF-8, as editors write it unless told otherwise. A file that holds \
      other bytes was saved in an old encoding (Windows-1252, UTF-16), is damaged, or is no text \
      at all. Open it and save it with the encoding UTF-8.
      """)

  public static let controlCharacter = DiagnosticKind(
    "control-character",
    summary: "a file holds a character that text does not have",
    explanation: """
      Control characters are invisible and come into files by accident: by pasting, or because \
      the file is no text. Delete the character. Where one is really meant, write the value in \
      double quotes with an escape, as in `"\\x07"`.
      """)

  public static let duplicateKey = DiagnosticKind(
    "duplicate-key",
    summary: "a key stands twice in one mapping",
    explanation: """
      Of two equal keys only one value could count, and which one is not to be seen. Delete one \
      of them, or rename it.
      """,
    bad: """
      campaign: spring-sale
      status: draft
      status: live
      """,
    good: """
      campaign: spring-sale
      status: live
      """)

  public static let keyNotText = DiagnosticKind(
    "key-not-text",
    summary: "a key is a list or a mapping, or is missing",
    explanation: """
      What stands before a `:` is a name. YAML would allow a list or a mapping there; no file of \
      herald's has such keys. It mostly comes from an unquoted `{{name}}` or `[text]` at the start \
      of a value: put the value in quotes. A `:` with nothing before it lacks its name.
      """,
    bad: """
      copy:
        body: {{first_name}}
      """,
    good: """
      copy:
        body: "{{first_name}}"
      """)

  public static let mergeKey = DiagnosticKind(
    "merge-key",
    summary: "`<<` merges mappings, which YAML 1.2 does not have",
    explanation: """
      Merge keys were an extension of YAML 1.1, and what they give is hard to see in a review. \
      Write the keys out, or give the whole value by an alias.
      """,
    bad: """
      morning: &morning { delay: 8s }
      evening:
        <<: *morning
      """,
    good: """
      morning: &morning { delay: 8s }
      evening: *morning
      """)

  public static let explicitTag = DiagnosticKind(
    "explicit-tag",
    summary: "a value has a tag (`!name`)",
    explanation: """
      Tags give a value a type by name. herald knows the types of its values by their keys, so a \
      tag could only be ignored. Delete it; where the `!` belongs to the text, put the text in \
      quotes.
      """,
    bad: """
      body: !Important news
      """,
    good: """
      body: "!Important news"
      """)

  public static let yamlDirective = DiagnosticKind(
    "yaml-directive",
    summary: "a line that begins with `%` is not `%YAML 1.2`",
    explanation: """
      Directives tell a YAML reader how to read a document. herald reads YAML 1.2, which \
      `%YAML 1.2` may say. Delete any other; where the line is text, indent it.
      """,
    bad: """
      %YAML 1.1
      ---
      campaign: spring-sale
      """,
    good: """
      %YAML 1.2
      ---
      campaign: spring-sale
      """)

  public static let undefinedAlias = DiagnosticKind(
    "undefined-alias",
    summary: "an alias (`*name`) names nothing",
    explanation: """
      `*name` stands for the value that `&name` marks earlier in the same document. Mark the \
      value, mend the name, or put the text in quotes where the `*` belongs to it.
      """,
    bad: """
      morning: &morning 9:00
      evening: *mornin
      """,
    good: """
      morning: &morning 9:00
      evening: *morning
      """)

  public static let recursiveAlias = DiagnosticKind(
    "recursive-alias",
    summary: "an alias stands inside the value that it names",
    explanation: """
      The value would hold itself, without end. Give the inner value in full, or name another \
      value.
      """,
    bad: """
      rule: &rule
        all:
          - *rule
      """,
    good: """
      rule: &rule
        all:
          - tag: trial
      other: *rule
      """)

  public static let aliasExpansion = DiagnosticKind(
    "alias-expansion",
    summary: "a file holds more values than herald reads, aliases written out",
    explanation: """
      Aliases of aliases grow so fast that a small file can stand for millions of values. Files \
      that people write come nowhere near the bound. Write fewer aliases, or split the file.
      """,
    bad: """
      a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
      b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
      c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
      d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
      e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
      f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
      """,
    good: """
      a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
      b: *a
      """)

  public static let tooDeep = DiagnosticKind(
    "too-deep",
    summary: "lists and mappings lie too deep inside one another",
    explanation: """
      Nesting is bounded, so that no file can exhaust herald. What people can still read lies far \
      below the bound. Split a deep audience into audience documents that name one another.
      """)

  public static let tooManyProblems = DiagnosticKind(
    "too-many-problems",
    summary: "a file has so many problems that the rest is not told",
    explanation: """
      One cause mostly has many effects. Mend the first problems, then validate again.
      """)
}
