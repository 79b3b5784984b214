import Diagnostics
import JSON
import Planning
import Rendering
import Testing

@Suite struct `A review in Markdown` {
  private func markdown(_ review: Review) -> String { ReviewMarkdown().render(review) }

  @Test func `says first what is to be decided`() {
    #expect(
      markdown(Sample.review(.planned(Sample.showcase()))).hasPrefix(
        "### Stopped, apply refuses this plan: 1 to create, 3 to change,"))
    #expect(
      markdown(Sample.review(.planned(Sample.unchanged())))
        .hasPrefix("### No changes, 1 campaign as the files say\n"))
    #expect(
      markdown(Sample.review(.filesWrong, [Sample.unknownKey()]))
        .hasPrefix("### The files are wrong: 1 error\n"))
    #expect(
      markdown(Sample.review(.failed(.init("no answer")))).hasPrefix("### `herald plan` failed\n"))
  }

  @Test func `shows words that change`() {
    let text = markdown(Sample.review(.planned(Sample.showcase()))).replacing(#/\n +/#, with: " ")
    #expect(text.contains("Export your data in [-two steps-]{+one step+} -- CSV export is live."))
  }

  /// A phone shows so many columns of a fence without that it is moved.
  @Test func `has lines that a phone shows whole`() {
    for plan in [Sample.showcase(), Sample.longCopy()] {
      let parts = markdown(Sample.review(.planned(plan))).split(separator: "```")
      let fences = parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] }
      #expect(!fences.isEmpty)
      for line in fences.flatMap({ $0.split(separator: "\n") }) {
        #expect(line.count <= 42, "\(line)")
      }
    }
  }

  @Test func `has a table that a phone has room for, the campaign first`() {
    let text = markdown(Sample.review(.planned(Sample.showcase())))
    #expect(text.contains("\n| campaign | change | people |\n"))
    let wrong = markdown(Sample.review(.filesWrong, [Sample.unknownKey()]))
    #expect(wrong.contains("\n|  | what | place |\n"))
  }

  /// GitLab obeys lines that begin with a slash, also in fences that are longer than three marks.
  @Test func `has no line that begins with what a file says`() {
    let text = markdown(Sample.review(.planned(Sample.besieged()), Sample.besiegers()))
    for line in text.split(separator: "\n") {
      #expect(!line.hasPrefix("/") && !line.hasPrefix("::"), "\(line.prefix(80))")
    }
  }

  @Test func `has a fence that is longer than any in the copy`() {
    let text = markdown(Sample.review(.planned(Sample.besieged())))
    #expect(text.contains("\n```````text\n"))
  }

  @Test(arguments: [1, 100, 1_000])
  func `is never longer than a comment may be`(count: Int) {
    let text = markdown(Sample.review(.planned(Sample.many(count))))
    #expect(text.utf8.count <= ReviewMarkdown.limit)
    #expect(text.contains("Left out to keep this short") == (count >= 1_000))
  }

  @Test func `is never longer than a comment may be, whatever the diagnostics`() {
    let many = (0..<300).flatMap { _ in Sample.besiegers() }
    for result in [Review.Result.filesWrong, .planned(Sample.besieged())] {
      #expect(markdown(Sample.review(result, many)).utf8.count <= ReviewMarkdown.limit)
    }
  }

  @Test func `is never longer than a comment may be, however long the reason of a failure`() {
    let long = String(repeating: "no ```` answer\n", count: 10_000)
    #expect(markdown(Sample.review(.failed(.init(long)))).utf8.count <= ReviewMarkdown.limit)
    let line = String(repeating: "新", count: 100_000)
    #expect(markdown(Sample.review(.failed(.init(line)))).utf8.count <= ReviewMarkdown.limit)
  }

  @Test func `keeps the table when details have to go, and says so`() {
    let text = markdown(Sample.review(.planned(Sample.longCopy())))
    for number in 1...40 { #expect(text.contains("`long-\(number)`")) }
    #expect(text.contains("Left out to keep this short: parts of"))
    let crowd = markdown(Sample.review(.planned(Sample.many(300))))
    #expect(crowd.contains("`k0300`"))
    #expect(crowd.contains("the details of "))
  }

  private static let warnings = (1...60).map { _ in Sample.unknownKey() }

  @Test func `shortens changes before findings go, and those before whole changes`() {
    let few = markdown(Sample.review(.planned(Sample.longCopy()), Array(Self.warnings.prefix(5))))
    #expect(few.hasSuffix("Left out to keep this short: parts of 40 changes.\n") == false)
    #expect(few.ranges(of: "<details><summary>error").count == 5)
    #expect(few.contains("Left out to keep this short: parts of"))
    let many = markdown(Sample.review(.planned(Sample.longCopy()), Self.warnings))
    #expect(many.ranges(of: "<summary>error").count < 60)
    #expect(many.contains(" findings.\n"))
    #expect(!many.contains("the details of "))
    #expect(many.ranges(of: #/<summary>\d+ · /#).count == 40)
  }

  @Test(arguments: [40, 80, 200])
  func `fills the room that it has, and counts as shortened what it shows`(count: Int) throws {
    let text = markdown(Sample.review(.planned(Sample.longCopy(count)), Self.warnings))
    #expect(text.utf8.count > ReviewMarkdown.limit - 5_000)
    let shown = text.ranges(of: #/<summary>\d+ · /#).count
    let shortened = try #require(text.firstMatch(of: #/parts of (\d+) change/#)).1
    #expect(try #require(Int(shortened)) <= shown)
    #expect(text.ranges(of: #/… \d+ lines? more …/#).count == Int(shortened))
  }

  @Test func `keeps the warnings at the end of a change that is shortened`() {
    let text = markdown(Sample.review(.planned(Sample.longCopy())))
    #expect(text.contains("more …\n"))
    #expect(text.contains("+ display.frequency  show_once\n"))
  }
}

@Suite struct `A review as annotations` {
  private func lines(_ review: Review) -> [String] {
    GitHubAnnotations().render(review).split(separator: "\n").map(String.init)
  }

  @Test func `points at the exact line and columns`() {
    #expect(
      lines(Sample.review(.filesWrong, [Sample.unknownKey()])) == [
        "::error file=campaigns/csv.yaml,line=3,endLine=3,col=1,endColumn=6,title=unknown-key::"
          + "unknown key `statsu`%0Anot a key of a campaign%0Adid you mean `status`?%0A"
          + "`herald schema campaign` lists the keys"
      ])
  }

  @Test func `escapes what the runner would read`() {
    let label = Sample.label(path: "a,b:c%.yaml", "⟦x⟧\n")
    let found = lines(
      Sample.review(.filesWrong, [Diagnostic(Sample.kind, "50% off: now, or\r\nnever", at: label)]))
    #expect(
      found == [
        "::error file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=1,endColumn=1,title=unknown-key::"
          + "50%25 off: now, or␍%0Anever"
      ])
  }

  @Test func `has paths from the repository's root`() {
    let diagnostic = Diagnostic(Sample.kind, "no", at: Sample.label(path: "./x/../a.yaml", "⟦x⟧\n"))
    let found = lines(
      Sample.review(.filesWrong, [diagnostic], root: "/work", folder: "/work/growth"))
    #expect(found[0].contains("file=growth/a.yaml,"))
  }

  @Test func `has one line for each, whatever the texts`() {
    let besiegers = Sample.besiegers()
    let found = lines(Sample.review(.filesWrong, besiegers))
    #expect(found.count == besiegers.count + 1)
    #expect(found.allSatisfy { $0.hasPrefix("::") })
    #expect(found.last?.contains("GitHub shows the first ten of each") == true)
  }

  @Test func `tells what stops a plan at the campaign's line`() {
    let found = lines(Sample.review(.planned(Sample.showcase())))
    #expect(
      found == [
        "::error file=campaigns/trial-ends.yaml,line=2,title=conflict::change 7: `trial-ends` was"
          + " changed outside and in the files: tags%0Aput the outside change into the file, or undo"
          + " it with `--overwrite trial-ends`"
      ])
  }

  @Test func `tells why there is no plan`() {
    #expect(
      lines(Sample.review(.failed(.init("no token", help: "set one")))) == [
        "::error title=herald plan::no token%0Aset one"
      ])
  }
}

@Suite struct `A fingerprint` {
  private func fingerprints(_ diagnostics: [Diagnostic]) -> [String] {
    (GitLabReport().render(Sample.review(.filesWrong, diagnostics)).array ?? [])
      .compactMap { $0["fingerprint"]?.string }
  }

  @Test func `stays when the line moves`() {
    let here = Diagnostic(Sample.kind, "no", at: Sample.label("a: ⟦x⟧\n"))
    let below = Diagnostic(Sample.kind, "no", at: Sample.label("\n# more\n  a: ⟦x⟧\n"))
    #expect(fingerprints([here]) == fingerprints([below]))
  }

  @Test func `differs by file, rule, message and what stands there`() {
    let one = Sample.label("a: ⟦x⟧\n")
    let all = fingerprints([
      Diagnostic(Sample.kind, "no", at: one), Diagnostic(Sample.warningKind, "no", at: one),
      Diagnostic(Sample.kind, "never", at: one),
      Diagnostic(Sample.kind, "no", at: Sample.label("a: ⟦y⟧\n")),
      Diagnostic(Sample.kind, "no", at: Sample.label(path: "b.yaml", "a: ⟦x⟧\n")),
      Diagnostic(Sample.kind, "no", at: one), Diagnostic(Sample.kind, "no", at: nil),
    ])
    #expect(all.count == 7)
    #expect(Set(all).count == 7)
  }
}

@Suite struct `A review as a page` {
  @Test func `escapes everything that files and remotes say`() {
    let page = ReviewHTML().render(
      Sample.review(.planned(Sample.besieged()), Sample.besiegers()))
    for tag in ["<img", "<h1>out", "<script", "<!-- herald", "<b>@everyone"] {
      #expect(!page.contains(tag), "\(tag)")
    }
    #expect(page.contains("&lt;img src=x onerror=go()&gt;"))
  }

  @Test func `marks words that go and come by elements`() {
    let page = ReviewHTML().render(Sample.review(.planned(Sample.showcase())))
    #expect(page.contains("Export your data in <del>two steps</del><ins>one step</ins> -- CSV"))
  }
}
