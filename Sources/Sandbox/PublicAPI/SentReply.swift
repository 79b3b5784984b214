/// That somebody wrote back to what was sent to them.
struct SentReply: Sendable, Equatable {
  let contact: Reference
  /// Nil for now.
  let time: Int64?

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(["contact_id", "at"], in: scope)
    let contact = reader.reference(scope, "contact_id")
    time = reader.integer(scope, "at", in: PeopleLimits.times)
    guard reader.problems.isEmpty, let contact else { throw Refusal(reader.problems) }
    self.contact = contact
  }
}
