/// What files of small projects hold.
package enum Text {
  package static func project(remote: String) -> String {
    """
    project: shop
    default_environment: test
    environments:
      test:
        \(remote.split(separator: "\n").joined(separator: "\n    "))
    defaults:
      from: ana@acme.test
    lint: { missing-action: off, collision: off }

    """
  }

  /// A remote behind the messages API, with its token in `HERALD_TOKEN`.
  package static func messages(_ url: String) -> String {
    "remote: messages\nurl: \(url)\ntoken_env: HERALD_TOKEN"
  }

  /// A chat that is live for everyone; `more` are further lines at the top level.
  package static func chat(_ key: String, body: String = "Hello there.", _ more: String = "")
    -> String
  {
    """
    campaign: \(key)
    format: chat
    audience: { everyone: true }
    copy:
      body: \(body)
    schedule: { send: ongoing }
    \(more)
    """
  }

  package static func post(_ key: String, body: String = "Hello there.") -> String {
    """
    campaign: \(key)
    format: post
    audience: { attribute: plan, is: pro }
    copy:
      title: News
      body: \(body)
      image: https://cdn.acme.test/news.png
    display: { frequency: show_until_dismissed }

    """
  }

  package static func tooltip(_ key: String, body: String = "Hello there.") -> String {
    """
    campaign: \(key)
    format: tooltip
    audience: { not: { event: csv_exported, ever: true } }
    copy:
      body: \(body)
    display: { anchor: "#export", placement: left, pages: [/reports/*] }
    schedule: { send: ongoing }

    """
  }

  package static func bot(_ key: String, body: String = "Hello there.") -> String {
    """
    campaign: \(key)
    format: bot
    audience: { attribute: seats, at_least: 3 }
    bot:
      start: hello
      steps:
        hello:
          say: \(body)
          replies:
            - { label: More, next: more }
            - { label: Bye, end: true }
        more:
          say: There is a page on it.
          replies:
            - { label: Open it, url: "https://app.acme.test/more" }
    schedule: { send: ongoing }

    """
  }

  /// So many chats, `note-1` and on, in one file.
  package static func chats(_ count: Int, body: String = "Hello there.") -> String {
    (1...count).map { chat("note-\($0)", body: body) }.joined(separator: "---\n")
  }
}
