import Audiences
import JSON

extension FieldReader {
  /// The rule of a targeted message as it was sent; it is kept verbatim.
  mutating func audience(_ scope: Scope, _ body: VerbatimJSON) -> String? {
    guard let to = object(scope, "to") else {
      if value(scope, "to") == nil { missing("to") }
      return nil
    }
    allow(["type", "audience"], in: to)
    if let type = text(to, "type", atMost: MessageLimits.identifier) {
      if type != "audience" { wrong("to.type", "must be audience") }
    } else if value(to, "type") == nil {
      missing("to.type")
    }
    guard let rule = value(to, "audience") else {
      missing("to.audience")
      return nil
    }
    do {
      _ = try Rule(wire: rule)
    } catch {
      add(Problem(ofRule: error, at: "to.audience"))
    }
    return body["to"]?["audience"]?.text
  }
}

extension FieldReader {
  /// The rule of a request that holds nothing else.
  static func audience(of body: RequestDocument) throws(Refusal) -> Rule {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(["audience"], in: scope)
    guard let value = reader.value(scope, "audience") else {
      reader.missing("audience")
      throw Refusal(reader.problems)
    }
    if !reader.problems.isEmpty { throw Refusal(reader.problems) }
    do {
      return try Rule(wire: value)
    } catch {
      throw Refusal(Problem(ofRule: error, at: "audience"))
    }
  }
}

extension Problem {
  /// A rule's error, with its JSON pointer turned into a path with dots.
  init(ofRule error: RuleWireError, at path: String) {
    let field = path + error.path.replacing("/", with: ".")
    switch error.reason {
    case .expected, .unknownMember:
      self.init(.parameterInvalid, "\(field) \(error.reason)", field: field)
    case .missing(let member):
      self.init(
        .parameterNotFound, "\(field).\(member) is required", field: "\(field).\(member)")
    case .notARule, .notOneOf, .empty, .inexactNumber, .spanTooLong, .noSuchDay, .tooDeep,
      .tooManyConditions, .tooManyValues, .newsfeedNotAlone, .notOfCompanies:
      self.init(.dataInvalid, "\(field) \(error.reason)", field: field)
    }
  }
}
