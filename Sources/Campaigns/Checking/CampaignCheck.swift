internal import Diagnostics
internal import Planning
internal import YAML

/// What must hold of a campaign's parts together.
enum CampaignCheck {
  /// The bytes of text that a campaign may hold: the remote keeps the last applied campaign in 64
  /// KiB of metadata, beside what else is remembered there.
  static let largest = 48 << 10

  static func check(_ campaign: Node, _ checker: inout Checker) {
    checkEventTrigger(campaign, &checker)
    checkNewsfeed(campaign, &checker)
    checkFormerKeys(campaign, &checker)
    checkSize(campaign, &checker)
  }

  private static func checkEventTrigger(_ campaign: Node, _ checker: inout Checker) {
    guard let trigger = campaign["display"]?["trigger"], let event = trigger.entry("event") else {
      return
    }
    let send = campaign["schedule"]?["send"]
    guard send == nil || send?.text == Schedule.Send.once.rawValue else { return }
    checker.report(
      .eventNeedsOngoing, "a one-time announcement cannot wait for an event", at: event.keyRange,
      also: send.map { [Label(checker.file, $0.place, "sent once")] } ?? [],
      help: [
        "write `send: ongoing` under `schedule`"
          + (send == nil ? "; left out, `once` is meant" : "")
      ])
  }

  private static func checkNewsfeed(_ campaign: Node, _ checker: inout Checker) {
    guard checker.formats.isDisjoint(with: .post),
      let newsfeed = campaign["audience"]?.entry("newsfeed")
    else { return }
    checker.report(newsfeedOutsidePost(at: Label(checker.file, newsfeed.keyRange)))
  }

  static func newsfeedOutsidePost(at label: Label) -> Diagnostic {
    Diagnostic(
      .otherFormat, "only a `post` is shown by a newsfeed", at: label,
      help: ["write a rule about people, or `format: post`"])
  }

  private static func checkFormerKeys(_ campaign: Node, _ checker: inout Checker) {
    guard let key = campaign["campaign"]?.text else { return }
    for former in campaign["previously"]?.items ?? [] where former.text == key {
      checker.report(
        .formerKey, "`\(key)` is the campaign's key now, not a former one", at: former.place,
        help: ["list keys that it no longer has"])
    }
  }

  private static func checkSize(_ campaign: Node, _ checker: inout Checker) {
    guard checker.size > largest else { return }
    checker.report(
      .campaignTooLarge,
      "this campaign holds \(checker.size >> 10) KiB of text; \(largest >> 10) KiB are possible",
      at: campaign.entries?.first?.keyRange ?? campaign.range,
      help: ["a list of many people belongs into a tag or a segment, which the audience then names"]
    )
  }
}
