import Hummingbird

/// What a list of messages was asked for.
struct ListRequest: Equatable {
  var query: MessageQuery
  var page: Int64

  init(_ request: Request) throws(Refusal) {
    var reader = QueryReader(request, Self.parameters)
    self.init(&reader)
    try reader.check()
  }

  static let parameters = ["per_page", "starting_after", "external_id_prefix", "format", "state"]

  /// Reads the parameters of a list of messages among others.
  init(_ reader: inout QueryReader) {
    let limit = reader.perPage()
    let cursor = reader.cursor(.messages)
    query = MessageQuery(
      externalIDPrefix: reader.text("external_id_prefix"),
      format: reader.choice("format", of: MessageFormat.self),
      state: reader.choice("state", of: MessageState.self), after: cursor.after, limit: limit)
    page = cursor.page
  }
}
