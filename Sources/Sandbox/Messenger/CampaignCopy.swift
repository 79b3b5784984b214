import Audiences
import JSON

/// What a person sees of a message: all that a page needs to draw it, and nothing of whom it is for
/// or what its owner keeps with it.
///
/// It is taken apart once, and put together for each person.
struct CampaignCopy: Sendable {
  private enum Piece: Sendable {
    /// JSON, the same for everybody.
    case json(String)
    /// A placeholder within a text of the JSON, or within an address.
    case attribute(name: String, fallback: String, isAddress: Bool)
  }

  /// The members of a JSON object.
  private let pieces: [Piece]

  /// - Parameter document: the message as the API serves it.
  init(of document: JSONObject, senderName: String) {
    var copy = JSONObject(document.members.filter { Self.fields.contains($0.name) })
    copy["display"] = .object(
      JSONObject((document["display"]?.object ?? [:]).members.filter { $0.name != "pages" }))
    if var sender = document["from"]?.object {
      sender["name"] = .string(senderName)
      copy["from"] = .object(sender)
    }
    var writer = Writer()
    writer.write(members: copy)
    pieces = writer.finished
  }

  private static let fields: Set<String> = [
    "type", "id", "content_version", "format", "title", "body", "image_url", "cta", "bot", "from",
    "display",
  ]

  /// The attributes that its placeholders name.
  var names: Set<String> {
    Set(
      pieces.compactMap { piece in
        switch piece {
        case .json: nil
        case .attribute(let name, _, _): name
        }
      })
  }

  /// The members of a JSON object, for somebody.
  func members(for words: PersonalWords) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .json(let json): text += json
      case .attribute(let name, let fallback, let isAddress):
        let word = words[name] ?? fallback
        text += (isAddress ? PersonalText.escaped(word) : word).inJSON
      }
    }
    return text
  }
}

extension CampaignCopy {
  /// Takes JSON apart at its placeholders.
  private struct Writer {
    private var pieces: [Piece] = []
    private var json = ""

    var finished: [Piece] { json.isEmpty ? pieces : pieces + [.json(json)] }

    mutating func write(members object: JSONObject) {
      for (index, member) in object.members.enumerated() {
        if index > 0 { json += "," }
        json += JSONValue.string(member.name).compactText + ":"
        write(member.value, isAddress: ["url", "image_url"].contains(member.name))
      }
    }

    private mutating func write(_ value: JSONValue, isAddress: Bool) {
      switch value {
      case .null, .boolean, .integer, .number: json += value.compactText
      case .string(let text): write(PersonalText(text), isAddress: isAddress)
      case .array(let values):
        json += "["
        for (index, value) in values.enumerated() {
          if index > 0 { json += "," }
          write(value, isAddress: isAddress)
        }
        json += "]"
      case .object(let object):
        json += "{"
        write(members: object)
        json += "}"
      }
    }

    private mutating func write(_ text: PersonalText, isAddress: Bool) {
      json += "\""
      for piece in text.pieces {
        switch piece {
        case .text(let text): json += text.inJSON
        case .attribute(let name, let fallback):
          pieces.append(.json(json))
          json = ""
          pieces.append(.attribute(name: name, fallback: fallback, isAddress: isAddress))
        }
      }
      json += "\""
    }
  }
}

extension String {
  /// As it stands between the quotes of JSON: what is put together there was escaped part by part.
  fileprivate var inJSON: String {
    String(JSONValue.string(self).compactText.utf8.dropFirst().dropLast()) ?? ""
  }
}
