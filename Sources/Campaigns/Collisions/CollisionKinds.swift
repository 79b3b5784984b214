public import Diagnostics

/// What campaigns do to one another.
public enum CollisionDiagnostics {
  public static let all: [DiagnosticKind] = [.collision, .tooOften]
}

extension DiagnosticKind {
  static let collision = DiagnosticKind(
    "collision", .warning,
    summary: "two campaigns show to the same people, on the same page, at the same time",
    explanation: """
      Two messages on one page take attention from each other. Two live campaigns collide when a page \
      matches the `pages` of both, there is a time at which both are live, and somebody is in both \
      audiences. What makes them appear does not matter, since one may still be open when the other \
      comes; but two tooltips that point at different things leave each other alone, and so does a \
      newsfeed.

      `validate` tells of those that the rules prove: both are for everyone, or for the same people, or \
      whoever the one is for is in the other's audience too. Where only counting tells, `plan` shows how \
      many people a changed campaign shares with those beside it. Give them pages, times or audiences of \
      their own, or make one message of them. Where both are meant, write \
      `# herald: allow collision -- reason` at the campaign that the warning is about.
      """,
    bad: pair("/reports/*"), good: pair("/dashboards/*"))

  static let tooOften = DiagnosticKind(
    "too-often", .warning,
    summary: "one person can get more messages than `limits.per_person` allows",
    explanation: """
      `limits: { per_person: 2 per 7 days }` says how many campaigns one person may meet in any seven \
      days, on whatever page. A campaign counts once in a window, however often it shows there. What is \
      sent once and shows once counts where it starts: those whom it is for are fixed then, and see it on \
      their next visit. What is `ongoing`, or shows until it is dismissed, counts as long as it is live. \
      Without a start it starts now.

      `validate` tells of more campaigns than that where the rules prove that somebody is in all of their \
      audiences. `plan` counts those who can get too many because of a campaign that it changes; what is \
      ongoing, shows once and has been live for a whole window was seen already, and counts no more. It is \
      a warning: nothing is refused. Move a start, narrow an audience, or raise the limit.
      """,
    good: Example.project("limits: { per_person: 2 per 7 days }\n"))

  /// Two campaigns for the same people, of which the second shows on a page.
  private static func pair(_ page: String) -> String {
    """
    campaign: csv-export-launch
    format: chat
    from: ana@acme.test
    audience: { attribute: plan, is: pro }
    copy:
      body: Export your data in one step -- CSV export is live.
      cta: { label: Export now, url: "${app_url}/reports/export" }
    display: { pages: [/reports/*] }
    ---
    campaign: pro-tips
    format: chat
    from: ana@acme.test
    audience: { attribute: plan, any_of: [pro, team] }
    copy:
      body: Read your reports on the train. The app keeps a copy of the last ones.
      cta: { label: Get the app, url: "${app_url}/mobile" }
    display: { pages: [\(page)] }

    """
  }
}
