internal import Diagnostics
internal import Planning

extension MappingShape {
  /// A campaign document.
  static let campaign = MappingShape(
    "this campaign",
    [
      Key(
        "campaign", .text(.key), .required,
        "The campaign's key, unique in the project. It is the identity: the file may be moved and "
          + "renamed, and a new key is a new message unless `previously` names the old one."),
      Key("format", .choice(formats), .required, "What people see."),
      Key(
        "status", .choice(statuses),
        "Whether it shows. Left out, it is `live`."),
      Key(
        "from", .either([.text(.sender), .integer(1...Int.max)], noun: TextForm.sender.noun),
        "The workspace admin that the message comes from, by e-mail address or id. Left out, it is "
          + "the project's default."),
      Key(
        "audience", .rule, .required,
        "Who sees it: a rule, or the name of an audience document. Everybody is `everyone: true`."),
      Key(
        "copy", .mapping(copy), .requiredIn(.withCopy),
        "What people read: `body`, `cta`, and in a post `title` and `image`."),
      Key("bot", .mapping(bot), .requiredIn(.bot), in: .bot, "The interactive flow of a bot."),
      Key(
        "display", .mapping(display), .requiredIn(.tooltip),
        "Where and on what occasion it appears."),
      Key("schedule", .mapping(schedule), "When it shows, and whether once or from now on."),
      Key(
        "goal", .mapping(goal),
        "What people are to do after they have seen it; its success is measured by it."),
      Key("lifecycle", .mapping(lifecycle), "What becomes of it when its file is gone."),
      Key(
        "keep", .text(.line),
        "Why it stays, however little people engage with it: `herald prune` leaves it alone. It "
          + "changes nothing of the message."),
      Key(
        "tags", .list(of: .text(.line), count: 0...100),
        "Words to find and select campaigns by, as `herald plan --only tag:launch`."),
      Key(
        "only_in", .list(of: .text(.key), count: 1...100),
        "The environments that it belongs to. Left out, it belongs to all."),
      Key(
        "previously", .list(of: .text(.key), count: 0...100, isSet: true),
        "Keys that it had before, so that a new key is a rename and not a new message."),
    ])

  static let formats = [
    Shape.Choice("chat", "A message in the Messenger, from a teammate."),
    Shape.Choice("post", "A banner-style announcement, with a title and an image."),
    Shape.Choice("tooltip", "A note that points at one element of the page."),
    Shape.Choice("bot", "An interactive flow: messages with buttons."),
  ]

  static let statuses = [
    Shape.Choice("live", "It shows."),
    Shape.Choice("draft", "It is there to be looked at; nobody sees it yet."),
    Shape.Choice("paused", "It stops showing and keeps its history."),
  ]

  static let copy = MappingShape(
    "`copy`",
    [
      Key("title", .text(.copy), in: .post, "The headline of a post."),
      Key(
        "body", .text(.copy), .requiredIn(.withCopy), in: .withCopy,
        "The text. `${name}` is filled from the environment's variables, "
          + "`{{first_name | fallback: \"there\"}}` for the person who reads it."),
      Key("image", .text(.link), in: .post, "The URL of a post's image."),
      Key("cta", .mapping(callToAction), in: .withCopy, "The call to action: one button."),
    ])

  static let callToAction = MappingShape(
    "`cta`",
    [
      Key("label", .text(.copy), .required, "What the button says."),
      Key("url", .text(.link), .required, "Where the button leads."),
    ])

  static let display = MappingShape(
    "`display`",
    [
      Key(
        "trigger",
        .either(
          [
            .choice([Shape.Choice("page_load", "As soon as the page has loaded.")]),
            .mapping(trigger),
          ],
          noun: "`page_load`, `{ delay: 8s }` or `{ event: NAME }`"),
        "On what occasion it appears: `page_load`, which is also meant when it is left out, "
          + "`{ delay: 8s }` or `{ event: NAME }`."),
      Key(
        "pages", .list(of: .text(.page), count: 1...200),
        "Paths or URLs, any of which may match; `*` stands for anything. Left out: every page."),
      Key(
        "frequency", .choice(frequencies),
        "How often a person sees it. Left out, it is `show_once`."),
      Key(
        "anchor", .text(.filledLine), .requiredIn(.tooltip), in: .tooltip,
        "A CSS selector: the element that a tooltip points at."),
      Key(
        "placement", .choice(placements), in: .tooltip,
        "The side of its element on which a tooltip stands. Left out, the Messenger chooses."),
    ])

  static let trigger = MappingShape(
    "`trigger`", exactlyOneOf: ["delay", "event"],
    [
      Key("delay", .text(.delay), "How long after the page has loaded, as `8s`."),
      Key(
        "event", .text(.line),
        "The event that makes it appear; it needs `send: ongoing` under `schedule`."),
    ])

  static let frequencies = [
    Shape.Choice("show_once", "Never again once a person has seen it."),
    Shape.Choice("show_until_dismissed", "Until the person closes it."),
  ]

  static let placements = [
    Shape.Choice("top", "Above the element."), Shape.Choice("right", "To the right of it."),
    Shape.Choice("bottom", "Below it."), Shape.Choice("left", "To the left of it."),
  ]

  static let schedule = MappingShape(
    "`schedule`", rule: ScheduleCheck.rule,
    [
      Key(
        "send", .choice(sends),
        "`once` goes to those who match when it starts, `ongoing` to everyone who matches from "
          + "then on. Left out, it is `once`."),
      Key(
        "start", .text(.time),
        "The first day, or minute, on which it shows, as `2026-12-01 09:00`. Left out: as soon as "
          + "it is applied."),
      Key(
        "end", .text(.time),
        "When it stops showing; a bare date includes that day. Left out: never."),
      Key(
        "time_zone", .text(.timeZone),
        "The IANA name of the zone in which `start` and `end` are meant, as `America/New_York`. "
          + "Left out, it is the project's."),
    ])

  static let sends = [
    Shape.Choice("once", "A one-time announcement, to those who match when it starts."),
    Shape.Choice("ongoing", "To everyone who matches from its start on."),
  ]

  static let goal = MappingShape(
    "`goal`",
    [
      Key("event", .text(.line), .required, "The event that counts as success."),
      Key(
        "within", .text(.span),
        "How long after they have seen it the event still counts, as `14 days`. Left out: without "
          + "limit."),
    ])

  static let lifecycle = MappingShape(
    "`lifecycle`",
    [
      Key(
        "protect", .boolean,
        "True: `apply` refuses to delete it, even when its file is gone."),
      Key("on_removal", .choice(removals), "What happens when the file is gone."),
    ])

  static let removals = [
    Shape.Choice(
      "archive",
      "Once people have seen it, it is archived: a revert brings back the same message, with its "
        + "history. This is also meant when the key is left out."),
    Shape.Choice("delete", "It is deleted, with its history."),
  ]
}
