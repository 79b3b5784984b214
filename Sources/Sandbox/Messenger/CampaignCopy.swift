import Audiences
import JSON

/// What a person sees of a message: all that a page needs to draw it, and nothing of whom it is for
/// or what its owner keeps with it.
enum CampaignCopy: Sendable {
  /// The members of a JSON object, the same for everybody.
  case plain(String)
  /// The object, with placeholders in its texts.
  case personal(JSONObject)

  /// - Parameter document: the message as the API serves it.
  init(of document: JSONObject, senderName: String) {
    var copy = JSONObject(document.members.filter { Self.fields.contains($0.name) })
    copy["display"] = .object(
      JSONObject((document["display"]?.object ?? [:]).members.filter { $0.name != "pages" }))
    if var sender = document["from"]?.object {
      sender["name"] = .string(senderName)
      copy["from"] = .object(sender)
    }
    let text = JSONValue.object(copy).compactText
    self = text.contains("{{") ? .personal(copy) : .plain(String(text.dropFirst().dropLast()))
  }

  private static let fields: Set<String> = [
    "type", "id", "content_version", "format", "title", "body", "image_url", "cta", "bot", "from",
    "display",
  ]

  /// The attributes that its placeholders name.
  var names: Set<String> {
    switch self {
    case .plain: []
    case .personal(let object):
      Set(JSONValue.object(object).texts.flatMap { PersonalText($0).names })
    }
  }

  /// The members of a JSON object, for somebody.
  func members(for words: PersonalWords) -> String {
    switch self {
    case .plain(let text): return text
    case .personal(let object):
      let filled = JSONValue.object(object).filled(isAddress: false) { words[$0] }
      return String(filled.compactText.dropFirst().dropLast())
    }
  }
}

extension JSONValue {
  fileprivate var texts: [String] {
    switch self {
    case .null, .boolean, .integer, .number: []
    case .string(let text): [text]
    case .array(let values): values.flatMap(\.texts)
    case .object(let object): object.members.flatMap(\.value.texts)
    }
  }

  fileprivate func filled(isAddress: Bool, _ value: (String) -> String?) -> JSONValue {
    switch self {
    case .null, .boolean, .integer, .number: self
    case .string(let text):
      .string(PersonalText(text).filled(isAddress: isAddress, value))
    case .array(let values): .array(values.map { $0.filled(isAddress: isAddress, value) })
    case .object(let object):
      .object(
        JSONObject(
          object.members.map { member in
            let isAddress = ["url", "image_url"].contains(member.name)
            return JSONObject.Member(
              member.name, member.value.filled(isAddress: isAddress, value))
          }))
    }
  }
}
