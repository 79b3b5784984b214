import ArgumentParser

@main
struct Herald: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "herald",
    abstract: "In-app messaging campaigns as code: reviewed, planned, applied, rolled back.",
    discussion: """
      The project is the folder that holds herald.yaml (the current one, or its campaigns/).

        herald validate                 read and check every file
        herald plan                     what apply would do; writes nothing
        herald apply                    show the plan, ask, do it
      """,
    version: Version.text,
    subcommands: [
      InitCommand.self,
      Validate.self, PlanCommand.self, Apply.self, Destroy.self, Show.self, List.self,
      Import.self, Pull.self, Audience.self, PreviewCommand.self, Stats.self, Report.self,
      Prune.self, Deliver.self, PauseCommand.self, CalendarCommand.self, HandoverCommand.self,
      CommentCommand.self,
      SandboxCommand.self,
      SchemaCommand.self, Explain.self,
    ])
}

enum Version {
  static let number = "0.1.0"
  static let text = "herald \(number)"
}
