public import JSON
public import Planning

/// Messages that nobody's files own.
public struct UnmanagedText {
  private let page: Page
  private var ink: Ink { page.ink }

  public init(_ page: Page) { self.page = page }

  /// A row for each, and what cannot be understood below.
  public func render(_ bystanders: Bystanders) -> String {
    if bystanders.unowned.isEmpty, bystanders.strange.isEmpty, bystanders.hindered.isEmpty {
      return "Every message of the workspace has an owner.\n"
    }
    var text = ""
    if !bystanders.unowned.isEmpty {
      text += Columns(page).render(
        ["ID", "NAME", "FORMAT", "STATE", "SEND", "EXTERNAL_ID"],
        bystanders.unowned.map { message in
          [
            message.id, message.name ?? "-", message.spec.format.rawValue, message.state.rawValue,
            message.spec.schedule.send.rawValue, message.externalID ?? "-",
          ]
        })
    }
    for message in bystanders.strange {
      text += note(message.id, message.name, " cannot be understood: \(message.problem)")
    }
    for message in bystanders.hindered {
      text += note(
        message.id, message.name, " cannot be imported: \(message.obstacles.sentence)")
    }
    return text
  }

  private func note(_ id: String, _ name: String?, _ problem: String) -> String {
    let name = name.map { " · " + $0.visibleLine.cut(to: 40) } ?? ""
    return "\(Symbol.outside.painted(ink)) "
      + StyledText("message \(id.visibleLine)\(name)\(problem.visibleLine)")
      .painted(ink, from: 2, hanging: 2, width: page.width)
  }
}

/// The same as data.
public enum UnmanagedJSON {
  public static func render(_ bystanders: Bystanders) -> JSONValue {
    [
      "format_version": 1,
      "messages": .array(bystanders.unowned.map(MessagesJSON.render)),
      "not_understood": .array(
        bystanders.strange.map { message in
          [
            "id": .string(message.id), "name": .text(message.name),
            "problem": .string("\(message.problem)"),
          ]
        }),
      "not_importable": .array(
        bystanders.hindered.map { message in
          [
            "id": .string(message.id), "name": .text(message.name),
            "problem": .string(message.obstacles.sentence),
          ]
        }),
    ]
  }
}
