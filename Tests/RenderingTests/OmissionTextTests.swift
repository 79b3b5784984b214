import Audiences
import JSON
import Planning
import Rendering
import Testing

@Suite struct `Campaigns that are left out` {
  @Test func `are listed in a plan, with why, and what stays`() {
    let text = PlanText(.plain).render(Sample.skipped(), command: "plan")
    #expect(
      text.contains(
        "  ! 5 campaigns are left out that Intercom's public API cannot do: export-tip, import-tip"
          + " (tooltip); welcome-bot (bot); january-news (post for people instead of a newsfeed);"
          + " paged (shown on some pages alone); `herald handover KEY` says what to enter by hand;"
          + " what the workspace has of paged stays as it is\n"), "\(text)")
    #expect(text.contains("No changes. The workspace holds 1 campaign as the files say."))
  }

  @Test func `are listed in a comment and on a page`() {
    let review = Sample.review(.planned(Sample.skipped()))
    for text in [ReviewMarkdown().render(review), ReviewHTML().render(review)] {
      // A comment wraps its lines.
      #expect(text.contains("import-tip (tooltip)"), "\(text)")
    }
  }

  @Test func `are listed for services that take findings`() throws {
    let sentence = "tip (tooltip); `herald handover KEY -e production`"
    let review = Sample.review(.read(Self.counts), command: "validate")
    #expect(
      GitHubAnnotations().render(review).hasPrefix(
        "::notice title=left out::production leaves out 1 campaign"))
    #expect(GitHubAnnotations().render(review).contains(sentence))
    let notes = SARIFLog(version: "1").render(review)["runs"]?.array?.first?["invocations"]?.array
    let note = notes?.first?["toolExecutionNotifications"]?.array?.first
    #expect(note?["level"] == "note")
    #expect(note?["message"]?["text"]?.string?.contains(sentence) == true)
    #expect(
      GitLabReport().render(review).array?.map { $0["description"] }
        == ["production leaves out tip: Intercom's public API cannot do it (tooltip)"])
    // What a plan leaves out is told like that, too, each campaign by a fingerprint of its own.
    let plan = Sample.review(.planned(Sample.skipped()))
    #expect(GitHubAnnotations().render(plan).contains("import-tip (tooltip)"))
    let entries = try #require(GitLabReport().render(plan).array)
    #expect(entries.count == 5 && Set(entries.compactMap { $0["fingerprint"]?.string }).count == 5)
    #expect(entries.allSatisfy { $0["severity"] == "info" && $0["check_name"] == "left-out" })
  }

  @Test func `are listed by a calendar, and by a preview of the files alone`() {
    let zone = CalendarZone("UTC", ZoneClock { _ in 0 })
    let skipped = ["a-tip", "b-tip"].map { key in
      SkippedCampaign(Sample.file(key) { Sample.tooltip(&$0) }, [.tooltip])
    }
    func calendar(_ keys: Set<String>?) -> CampaignCalendar {
      CampaignCalendar(
        of: DesiredSet(
          project: "acme-growth", environment: "live", messages: [], skipped: skipped),
        only: keys, days: 20_000...20_001, in: zone, now: 0)
    }
    let sentence = "live leaves out 2 campaigns that Intercom's public API cannot do: a-tip, b-tip"
    let text = CalendarText(.plain).render(calendar(nil))
    #expect(text.replacing(#/\n */#, with: " ").contains("Not shown: " + sentence), "\(text)")
    #expect(CalendarHTML().render(calendar(nil)).contains("a-tip, b-tip (tooltip)"))
    #expect(
      CalendarJSON.render(calendar(["b-tip"]))["left_out"]
        == [["key": "b-tip", "because": ["tooltip"]]])
    #expect(!CalendarText(.plain).render(calendar(["other"])).contains("leaves out"))
    #expect(PreviewHTML().render(Previewed.alone()).contains("production leaves out 1 campaign"))
  }

  private static let counts = ValidationCounts(
    files: 2, campaigns: 2, audiences: 0,
    omissions: [
      EnvironmentOmissions(
        environment: "production",
        campaigns: [Omission(key: "tip", shortcomings: [.tooltip])])
    ])

  @Test func `are listed when files are read`() {
    #expect(
      ValidationText(.plain).verdict(Self.counts) == """
        Valid. 2 campaigns and 0 audience documents in 2 files.
        ! production leaves out 1 campaign that Intercom's public API cannot do: tip (tooltip); \
        `herald handover KEY -e production` says what to enter by hand

        """)
    let review = Sample.review(.read(Self.counts), command: "validate")
    #expect(ReviewMarkdown().render(review).contains("API cannot do: tip\n  (tooltip)"))
    let json = ValidationJSON.render([], counts: Self.counts).pretty(endsLine: false)
    #expect(
      json.contains(#""skipped": ["#) && json.contains(#""because": ["#)
        && json.contains(#""tooltip""#), "\(json)")
  }
}
