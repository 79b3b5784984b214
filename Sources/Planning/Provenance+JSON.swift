import JSON

// The members lie beside others of the same object: of a record, or of one revision in its history.
extension Provenance {
  func add(to object: inout JSONObject) {
    if let file { object["file"] = .string(file) }
    if let commit {
      object["commit"] = .string(commit.id)
      if let author = commit.author { object["author"] = .string(author) }
      if commit.hasEdits { object["uncommitted"] = .boolean(true) }
    }
    if let appliedAt { object["applied_at"] = .integer(appliedAt) }
  }

  init(_ fields: SpecFields) throws(SpecJSONError) {
    let author = try fields.optionalText("author")
    let hasEdits = try fields.optionalFlag("uncommitted")
    self.init(
      file: try fields.optionalText("file"),
      commit: try fields.optionalText("commit").map {
        GitCommit(id: $0, author: author, hasEdits: hasEdits)
      },
      appliedAt: try fields.optionalInteger("applied_at"))
  }
}

extension Revision {
  var json: JSONValue {
    var object: JSONObject = ["revision": .integer(Int64(number)), "key": .string(key)]
    provenance.add(to: &object)
    return .object(object)
  }

  init(_ fields: SpecFields) throws(SpecJSONError) {
    // Bounded, so that one more is always a number.
    guard let number = Int32(exactly: try fields.integer("revision")), number >= 1 else {
      throw SpecJSONError(fields.path("revision"), .notA("a revision"))
    }
    self.init(
      number: Int(number), key: try fields.text("key"), provenance: try Provenance(fields))
  }
}
