package import Audiences
public import JSON
public import Remote

/// The same as data: a member of what `AudienceJSON` renders.
package enum TraceJSON {
  /// - Parameter now: Unix seconds.
  package static func render(
    _ trace: Trace, for person: NamedPerson, now: Int64, timeZone: String
  ) -> JSONValue {
    [
      "person": [
        "id": .string(person.id), "user_id": text(person.userID), "email": text(person.email),
      ],
      "matches": answer(trace.holds), "at": .integer(now), "time_zone": .string(timeZone),
      "trace": render(trace),
    ]
  }

  /// A part of the rule and what lies below it.
  package static func render(_ trace: Trace) -> JSONValue {
    var json: JSONObject = ["rule": .string(trace.rule.summary), "holds": answer(trace.holds)]
    switch trace.found {
    case .nothing: break
    case .value(let found): json["value"] = value(found)
    case .companyValues(let values): json["company_values"] = .array(values.map(value))
    case .occurrences(let kept):
      json["occurrences"] = [
        "at_least": .integer(Int64(kept.least)), "at_most": .integer(Int64(kept.most)),
        "first": kept.first.flatMap { $0.lowerBound == $0.upperBound ? $0.lowerBound : nil }
          .map(JSONValue.integer) ?? .null,
        "last": kept.last.map(JSONValue.integer) ?? .null,
      ]
    case .membership(let isMember): json["member"] = .boolean(isMember)
    }
    if !trace.parts.isEmpty { json["parts"] = .array(trace.parts.map(render)) }
    return .object(json)
  }

  /// A date is a number of Unix seconds, as the API has it.
  private static func value(_ value: Person.Value?) -> JSONValue {
    switch value {
    case nil: .null
    case .text(let text)?: .string(text)
    case .number(let number)?: Int64(exactly: number).map(JSONValue.integer) ?? .number(number)
    case .boolean(let flag)?: .boolean(flag)
    case .date(let instant)?: .integer(instant)
    }
  }

  private static func answer(_ answer: Bool?) -> JSONValue {
    answer.map(JSONValue.boolean) ?? .null
  }

  private static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
