import Foundation

/// A project of so many campaigns, a file each: the same bytes for the same size.
struct Corpus {
  let size: Int
  let path: String
  /// Sorted, `herald.yaml` not among them.
  let files: [String]

  init(size: Int, in folder: URL) throws {
    self.size = size
    path = folder.path
    var files: [String] = []
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(Self.project.utf8).write(to: folder.appending(path: "herald.yaml"))
    for index in 0..<size {
      let team = folder.appending(path: "team-\(index % 20)")
      if index < 20 {
        try FileManager.default.createDirectory(at: team, withIntermediateDirectories: true)
      }
      let file = team.appending(path: "campaign-\(index).yaml")
      try Data(Self.campaign(index).utf8).write(to: file)
      files.append(file.path)
    }
    self.files = files.sorted()
  }

  private static let project = """
    project: bench
    default_environment: sandbox
    environments:
      sandbox:
        remote: sandbox
        variables: { app_url: "https://app.acme.test" }
    defaults:
      from: ana@acme.test
      schedule: { time_zone: America/New_York }

    """

  private static func campaign(_ index: Int) -> String {
    let head = """
      # yaml-language-server: $schema=../../schemas/campaign.schema.json
      # Campaign \(index) of the benchmark: as long as real ones are.
      campaign: campaign-\(index)

      """
    return head + (index % 4 == 3 ? bot(index) : message(index)) + tail(index)
  }

  private static func message(_ index: Int) -> String {
    let format = ["chat", "post", "tooltip"][index % 3]
    let title = format == "post" ? "  title: What is new in exports, part \(index)\n" : ""
    let anchor =
      format == "tooltip"
      ? "  anchor: \"#export-button-\(index)\" # the element it points at\n  placement: bottom\n"
      : ""
    return """
      format: \(format)
      copy:
      \(title)  body: >-
          Export your data in one step -- CSV export number \(index) is live, and every report that
          you have saved can be sent to your bucket each night without anybody lifting a finger.
        cta: { label: Export now, url: "${app_url}/reports/\(index)/export" }

      display:
        trigger: { delay: 8s }
        pages: [/reports/*, /dashboards/\(index)]
        frequency: show_once
      \(anchor)
      """
  }

  private static func bot(_ index: Int) -> String {
    """
    format: bot
    bot:
      start: welcome
      steps:
        welcome:
          say: Want to see how other teams automate export \(index)?
          replies:
            - { label: Show me, next: schedule }
            - { label: Not now, end: true }
        schedule:
          say: Scheduled exports land in your bucket every night.
          replies:
            - { label: Set one up, url: "${app_url}/exports/\(index)/new" }

    display:
      pages: [/reports/*]

    """
  }

  private static func tail(_ index: Int) -> String {
    """

    audience:
      all:
        - attribute: signed_up_at
          more_than: \(index % 30 + 1) days ago
        - event: csv_exported
          never: true
        - any:
            - { attribute: plan, any_of: [pro, team] }
            - { attribute: seats, at_least: \(index % 50) }

    schedule:
      send: ongoing
      start: 2027-01-0\(index % 9 + 1) 09:00
      end: 2027-03-15 # that day included
      time_zone: Europe/Berlin

    goal: { event: csv_exported, within: 14 days }
    tags: [exports, team-\(index % 20)]

    """
  }
}
