import JSON

extension FieldReader {
  /// The fields that people see, checked against the format, as members of a JSON object.
  mutating func content(_ scope: Scope, format: MessageFormat?) -> String {
    let title = text(scope, "title", as: .copy, atMost: MessageLimits.title)
    let body = text(scope, "body", as: .copy, atMost: MessageLimits.body)
    let image = link(scope, "image_url")
    let action = callToAction(scope)
    let bot = bot(scope)
    if let format { suit(format, scope) }

    var members = MembersWriter()
    members.add("format", format?.rawValue)
    members.add("title", title)
    members.add("body", body)
    members.add("image_url", image)
    members.add("cta", action)
    members.add("bot", bot)
    return members.text
  }

  /// Notes the fields that the format does not have, and those that it must have.
  private mutating func suit(_ format: MessageFormat, _ scope: Scope) {
    let foreign: [String]
    let required: String
    switch format {
    case .chat, .tooltip: (foreign, required) = (["title", "image_url", "bot"], "body")
    case .post: (foreign, required) = (["bot"], "body")
    case .bot: (foreign, required) = (["title", "body", "image_url"], "bot")
    }
    for name in foreign where value(scope, name) != nil {
      wrong(name, "is not for the format \(format.rawValue)")
    }
    if value(scope, required) == nil { missing(required) }
  }

  private mutating func callToAction(_ scope: Scope) -> JSONValue {
    guard let action = object(scope, "cta") else { return .null }
    allow(["label", "url"], in: action)
    for name in ["label", "url"] where value(action, name) == nil {
      missing(action.path(to: name))
    }
    let label = text(action, "label", as: .copy, atMost: MessageLimits.label) ?? ""
    return ["label": .string(label), "url": .string(link(action, "url") ?? "")]
  }

  /// An address that a person follows: any but those that run as a script in the page.
  mutating func link(_ scope: Scope, _ name: String) -> String? {
    guard let url = text(scope, name, atMost: MessageLimits.url) else { return nil }
    let scheme = url.drop(while: \.isWhitespace).prefix { $0 != ":" }.lowercased()
    if Self.scripts.contains(scheme) {
      wrong(scope.path(to: name), "must not be a \(scheme): address")
    }
    return url
  }

  private static let scripts = ["javascript", "data", "vbscript"]
}
