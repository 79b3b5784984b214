import Testing

/// The README's table "What works where": each row says what its tests prove.
@Suite struct `The README's table of what works where` {
  /// A test that is in a file of that name.
  struct Proof: Sendable {
    let file: String
    let test: String

    init(_ file: String, _ test: String) {
      self.file = file
      self.test = test
    }

    /// Of the test that drives the program through a row in every place.
    static func everywhere(_ test: String) -> Proof {
      Proof("Tests/CommandTests/WhatWorksWhereTests.swift", "func `\(test)`(")
    }
  }

  struct Row: Sendable {
    let title: String
    /// What it says of the sandbox, of the messages API and of Intercom's public API.
    let cells: [String]
    let proofs: [Proof]
  }

  /// In the table's order. Who changes a cell looks here at what proves it, and has that changed first.
  static let rows = [
    Row(
      title: "what it is",
      cells: [
        "the embedded server",
        "any server that follows `schemas/messages-api.openapi.yaml`",
        "Intercom's public API",
      ],
      proofs: [
        Proof(
          "Tests/WorkflowsTests/ConnectionTests.swift",
          "starts the embedded sandbox in the project's folder"),
        Proof(
          "Tests/checkers/test_messages_api.py", "def test_what_the_description_accepts_is_taken"),
        Proof(
          "Tests/checkers/test_delivery.py",
          "def test_every_request_and_answer_is_what_intercom_describes"),
      ]),
    Row(
      title: "validate", cells: ["yes", "yes", "yes"], proofs: [.everywhere("validate")]),
    Row(
      title: "plan, apply, destroy, list, show, pause", cells: ["yes", "yes", "yes"],
      proofs: [.everywhere("plan, apply, destroy, list, show, pause")]),
    Row(
      title: "a message reaches people",
      cells: ["by itself", "by itself", "a chat by `herald deliver`; a post by its newsfeed"],
      proofs: [.everywhere("a message reaches people")]),
    Row(
      title: "how many people are reached",
      cells: [
        "yes", "yes",
        "by search: exact, or `at most` where search cannot ask; of a newsfeed at most everyone",
      ],
      proofs: [
        .everywhere("how many people are reached"),
        Proof(
          "Tests/AudiencesTests/Search/SearchLawTests.swift",
          "find whom evaluation matches, and nobody else where they are exact"),
      ]),
    Row(
      title: "stats, report, prune",
      cells: [
        "yes", "yes",
        "news by the workspace's export; chats by replies and goals, not by clicks",
      ],
      proofs: [
        .everywhere("what messages did"),
        Proof(
          "Tests/CommandTests/IntercomStatsTests.swift",
          "is counted from the log, from replies and events, and from the export of news"),
        Proof(
          "Tests/CommandTests/IntercomStatsTests.swift",
          "is pruned for what nobody takes to, and never for clicks that nobody counts"),
      ]),
    Row(
      title: "what a change has done so far, in its plan", cells: ["yes", "yes", "of chats"],
      proofs: [
        .everywhere("what messages did"),
        Proof("Tests/CommandTests/IntercomStatsTests.swift", "is told by the plan that changes it"),
      ]),
    Row(
      title: "import", cells: ["yes", "yes", "of news items"],
      proofs: [
        .everywhere("import"),
        Proof(
          "Tests/CommandTests/NewsImportTests.swift",
          "takes over what a file can say, tells the rest, and writes no news"),
      ]),
    Row(
      title: "a tooltip, a bot", cells: ["yes", "yes", "no"],
      proofs: [.everywhere("a tooltip, a bot")]),
    Row(
      title: "a post for people of a rule, with `{{ }}`, or without a title",
      cells: ["yes", "yes", "no"],
      proofs: [.everywhere("a post for people of a rule, with words of theirs, or without a title")]
    ),
    Row(
      title: "a chat or post on some pages alone, or that waits for an event",
      cells: ["yes", "yes", "no"],
      proofs: [.everywhere("a chat or post on some pages alone, or that waits for an event")]),
    Row(
      title: "a delay, `show_until_dismissed`, a post's `image`",
      cells: ["yes", "yes", "not honoured"],
      proofs: [.everywhere("a delay, what stays until it is dismissed, an image of a post")]),
  ]

  @Test func `has a proof for every row, and says no more than that`() throws {
    let table = try Self.table(in: SourceTree.text(of: "README.md"))
    #expect(table.map(\.title) == Self.rows.map(\.title))
    for (shown, proved) in zip(table, Self.rows) {
      #expect(shown.cells == proved.cells, "\(shown.title)")
    }
  }

  @Test(arguments: rows.flatMap { row in row.proofs.map { (row.title, $0) } })
  func `names proofs that are there`(title: String, proof: Proof) throws {
    #expect(try SourceTree.text(of: proof.file).contains(proof.test), "\(title)")
  }

  @Test func `has no row without a proof`() {
    for row in Self.rows { #expect(!row.proofs.isEmpty && row.cells.count == 3, "\(row.title)") }
  }

  @Test func `is read row by row, and what it gains is seen`() throws {
    let table = try Self.table(
      in: """
        ## What works where

        | | a | b | c |
        |---|---|---|---|
        | one | yes | no | `x` |
        | two | yes | yes | yes |

        | other | table |
        """)
    #expect(table.map(\.title) == ["one", "two"])
    #expect(table.map(\.cells) == [["yes", "no", "`x`"], ["yes", "yes", "yes"]])
  }

  private static func table(in readme: String) throws -> [(title: String, cells: [String])] {
    let heading = try #require(readme.firstRange(of: "## What works where\n"))
    return readme[heading.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("|") }
      .prefix { $0.hasPrefix("|") }
      .dropFirst(2)
      .map { line in
        let cells = line.split(separator: "|").map { String($0.trimmed) }
        return (title: cells[0], cells: Array(cells.dropFirst()))
      }
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0 == " " }
    return start.prefix(start.lastIndex { $0 != " " }.map { start[...$0].count } ?? 0)
  }
}
