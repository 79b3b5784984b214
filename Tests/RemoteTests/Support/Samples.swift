import Audiences
import JSON
import Planning
import Remote

/// A draft of a chat, or of what `edit` makes of it.
func draft(
  _ key: String = "hello", state: MessageState = .live, revision: Int = 1,
  otherMetadata: JSONObject = [:], _ edit: (inout MessageSpec) -> Void = { _ in }
) -> MessageDraft {
  var spec = MessageSpec(
    format: .chat, status: .live, sender: .id("5001"),
    audience: .attribute(name: "plan", .text(.is("pro"))), body: "Hello {{first_name}}.")
  edit(&spec)
  return MessageDraft(
    externalID: "acme/\(key)", name: key, state: state, spec: spec,
    record: Record(
      project: "acme", environment: "production", key: key, revision: revision, lastApplied: spec),
    otherMetadata: otherMetadata)
}

/// Drafts that together set every field.
let samples: [MessageDraft] = [
  draft("bare"),
  draft("post", state: .draft) {
    $0.format = .post
    $0.title = "CSV export"
    $0.image = "https://acme.test/export.png"
    $0.callToAction = CallToAction(label: "Export", url: "https://acme.test/?a=b&c=\"d\"")
    $0.schedule = Schedule(
      send: .ongoing, startsAt: 1_800_000_000, endsAt: 1_900_000_000, timeZone: "Europe/Berlin")
    $0.goal = Goal(event: "csv_exported", within: TimeSpan(7, .day))
    $0.tags = ["exports", "launch"]
    $0.display = Display(
      trigger: .event("report opened"), pages: ["/reports/*", "/"], frequency: .showUntilDismissed)
  },
  draft("tooltip", state: .paused) {
    $0.format = .tooltip
    $0.display = Display(trigger: .delay(seconds: 0), anchor: "#export > a", placement: .left)
    $0.goal = Goal(event: "seen")
  },
  draft("bot") {
    $0.format = .bot
    $0.body = nil
    $0.bot = Bot(
      start: "hi",
      steps: [
        Bot.Step(
          name: "hi", say: "Hi 👋\nthere",
          replies: [
            Bot.Reply(label: "Go on", target: .next("bye")),
            Bot.Reply(label: "Read", target: .url("https://acme.test/docs")),
            Bot.Reply(label: "No", target: .end),
          ]),
        Bot.Step(name: "bye", say: "Bye.", replies: []),
      ])
  },
  draft("archived", state: .archived, otherMetadata: ["crm": ["id": 7, "tags": ["a"]]]) {
    $0.status = .draft
    $0.audience = .all([.tag("beta"), .not(.event(name: "exported", EventTest(.ever)))])
  },
]

/// A draft as a server that keeps it would answer, with fields put in or, where nil, left out.
func kept(
  _ draft: MessageDraft, id: String = "1", version: Int64 = 1,
  _ fields: [String: JSONValue?] = [:]
) -> JSONValue {
  var object = draft.wire.object ?? [:]
  object["type"] = "message"
  object["id"] = .string(id)
  object["version"] = .integer(version)
  object["content_version"] = 1
  object["created_at"] = 1_700_000_000
  object["updated_at"] = 1_700_000_001
  for (name, value) in fields.sorted(by: { $0.key < $1.key }) { object[name] = value }
  return .object(object)
}

/// The same with a part of it replaced, down a path of member names.
func replacing(_ path: [String], of value: JSONValue, with new: JSONValue?) -> JSONValue {
  guard let name = path.first, var object = value.object else { return new ?? .null }
  let rest = Array(path.dropFirst())
  object[name] = rest.isEmpty ? new : replacing(rest, of: object[name] ?? [:], with: new)
  return .object(object)
}
