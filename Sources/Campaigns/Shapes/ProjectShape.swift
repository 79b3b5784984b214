internal import Diagnostics

extension MappingShape {
  /// The project file.
  static let project = MappingShape(
    "the project file",
    [
      Key(
        "project", .text(.key), .required,
        "The project's name. Messages belong to it by this name, so that two projects can share a "
          + "workspace."),
      Key(
        "previously", .list(of: .text(.key), count: 0...100, isSet: true),
        "Names that the project had before: messages of theirs are still its own."),
      Key(
        "default_environment", .text(.key),
        "The environment that is meant when a command names none."),
      Key(
        "environments",
        .named(
          NamedShape(
            noun: "environment", name: .key, value: .mapping(environment), count: 1...100)),
        .required, "The environments by their names."),
      Key("defaults", .mapping(defaults), "What campaigns have that do not say it themselves."),
      Key(
        "limits", .mapping(limits), "What `apply` refuses without being told the number."),
      Key(
        "measure", .mapping(measure), "When the numbers of a campaign mean something."),
      Key(
        "freeze", .list(of: .mapping(freeze), count: 0...1_000),
        "Times in which nothing is applied."),
      Key(
        "lint",
        .named(
          NamedShape(noun: "rule", name: .ruleName, value: .choice(levels), count: 0...200)),
        "How much each rule matters: its name and `error`, `warning` or `off`."),
    ])

  static let environment = MappingShape(
    "this environment",
    variants: [
      Variant(key: "remote", value: "sandbox", forbids: ["url", "region", "token_env"]),
      Variant(
        key: "remote", value: "messages", requires: ["url", "token_env"], forbids: ["region"]),
      Variant(
        key: "remote", value: "intercom", requires: ["token_env"],
        requiresOneOf: ["region", "url"]),
    ],
    [
      Key("remote", .choice(remotes), .required, "What kind of server keeps the messages."),
      Key("url", .text(.server), "Where the server is; https, unless it is this machine."),
      Key("region", .choice(regions), "Where Intercom keeps the workspace."),
      Key(
        "token_env", .text(.tokenEnvironment),
        "The name of the environment variable that holds the token. It begins with `HERALD_` or "
          + "`INTERCOM_`, so that a pull request cannot send another secret away."),
      Key(
        "variables",
        .named(
          NamedShape(
            noun: "variable", name: .variableName, value: .text(.variableValue), count: 0...1_000)),
        "Public values that campaigns use as `${name}`."),
      Key(
        "on_unsupported", .choice(onUnsupported),
        "What becomes of a campaign that this remote cannot show. Left out, it is `error`."),
    ])

  static let remotes = [
    Shape.Choice("sandbox", "The embedded server: nothing to install, kept in a file."),
    Shape.Choice("messages", "A server that speaks the messages API."),
    Shape.Choice("intercom", "Intercom's public API, with what it can do."),
  ]

  static let regions = [
    Shape.Choice("us", "The United States."), Shape.Choice("eu", "Europe."),
    Shape.Choice("au", "Australia."),
  ]

  static let onUnsupported = [
    Shape.Choice("error", "It is an error."),
    Shape.Choice("skip", "It is left out and listed."),
  ]

  static let defaults = MappingShape(
    "`defaults`",
    [
      Key(
        "from", .either([.text(.sender), .integer(1...Int.max)], noun: TextForm.sender.noun),
        "The workspace admin that messages come from, by e-mail address or id."),
      Key("schedule", .mapping(scheduleDefaults), "How dates are meant."),
    ])

  static let scheduleDefaults = MappingShape(
    "`schedule`",
    [
      Key(
        "time_zone", .text(.timeZone), .required,
        "The IANA name of the zone in which dates are meant, as `America/New_York`.")
    ])

  static let limits = MappingShape(
    "`limits`",
    [
      Key(
        "deletes",
        .either(
          [.text(.percentage), .integer(0...1_000_000)], noun: "a percentage as `25%`, or a number"),
        "How many live messages one run may delete or archive: a share of all, as `25%`, or a "
          + "number."),
      Key(
        "new_reach", .integer(0...Int.max), "How many more people one run may reach."),
      Key("reach", .integer(0...Int.max), "How many people one campaign may reach."),
      Key(
        "per_person", .text(.rate),
        "How many messages one person may get in how many days, as `2 per 7 days`. More are a "
          + "warning."),
    ])

  static let measure = MappingShape(
    "`measure`",
    [
      Key(
        "min_recipients", .integer(0...Int.max),
        "Fewer people than this is too early to judge. Left out, it is 100."),
      Key(
        "min_engagement", .text(.percentage),
        "A campaign with a lower share is underperforming. Left out, it is `5%`."),
    ])

  static let freeze = MappingShape(
    "this freeze", rule: ScheduleCheck.freezeRule,
    [
      Key("from", .text(.time), .required, "Its first day or minute, as `2026-12-24`."),
      Key("to", .text(.time), .required, "Its end; a bare date includes that day."),
      Key("reason", .text(.line), .required, "Why, for whoever is stopped by it."),
    ])

  static let levels = [
    Shape.Choice("error", "It stops a plan."), Shape.Choice("warning", "It is told."),
    Shape.Choice("off", "It is not looked for."),
  ]
}

extension TextForm {
  /// The name of an environment variable that may hold a token.
  static let tokenEnvironment = TextForm(
    "the name of an environment variable for a token",
    pattern: "^(?:HERALD|INTERCOM)_[A-Z0-9_]{1,100}$", longest: 128, kind: .tokenEnvironment,
    isSensitive: true,
    help: "write the name of a variable that begins with `HERALD_` or `INTERCOM_`, as "
      + "`HERALD_TOKEN`, not the token itself"
  ) { text, _ in
    guard let prefix = ["HERALD_", "INTERCOM_"].first(where: text.hasPrefix) else { return false }
    let rest = text.utf8.dropFirst(prefix.utf8.count)
    return (1...100).contains(rest.count)
      && rest.allSatisfy { Byte.isUppercase($0) || Byte.isDigit($0) || $0 == Byte.underscore }
  }

  /// What a variable stands for: one line, which may be empty.
  static let variableValue = TextForm(
    "one line of text", pattern: #"^[^\u0000-\u001F\u007F]*$"#, longest: 2_000,
    help: "write it on one line"
  ) { _, traits in
    !traits.hasControl && !traits.hasBreak
  }

  /// The name of a rule.
  static let ruleName = TextForm(
    "the name of a rule", pattern: "^(?:\(LintRules.names.joined(separator: "|")))$", longest: 64,
    kind: .invalidKey,
    help: "write the code that the diagnostic shows in brackets, as `copy-length`"
  ) { text, _ in
    guard let first = text.utf8.first, Byte.isLowercase(first), text.utf8.count <= 64 else {
      return false
    }
    return text.utf8.allSatisfy { Byte.isLowercase($0) || Byte.isDigit($0) || $0 == Byte.hyphen }
  }
}
