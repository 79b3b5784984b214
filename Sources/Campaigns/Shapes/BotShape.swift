extension MappingShape {
  static let bot = MappingShape(
    "`bot`", rule: BotCheck.rule,
    [
      Key("start", .text(.stepName), .required, "The name of the step that people see first."),
      Key(
        "steps",
        .named(
          NamedShape(
            noun: "step", name: .stepName, value: .mapping(step), count: 1...100)),
        .required,
        "The steps by their names. Every step can be reached, and from every step an end can."),
    ])

  static let step = MappingShape(
    "this step",
    [
      Key("say", .text(.copy), .required, "What the bot says."),
      Key(
        "replies", .list(of: .mapping(reply), count: 1...20), .required,
        "The buttons below it."),
    ])

  static let reply = MappingShape(
    "this reply", exactlyOneOf: ["next", "url", "end"],
    [
      Key("label", .text(.copy), .required, "What the button says."),
      Key("next", .text(.stepName), "The name of the step that follows."),
      Key("url", .text(.link), "The page that opens; the bot ends there."),
      Key(
        "end", .affirmation,
        "`end: true` closes the bot."),
    ])
}
