import Hummingbird

/// What a list of messages was asked for.
struct ListRequest: Equatable {
  var query: MessageQuery
  var page: Int64

  init(_ request: Request) throws(Refusal) {
    var reader = QueryReader(
      request, ["per_page", "starting_after", "external_id_prefix", "format", "state"])
    let limit = reader.perPage()
    let cursor = reader.cursor(.messages)
    query = MessageQuery(
      externalIDPrefix: reader.text("external_id_prefix"),
      format: reader.choice("format", of: MessageFormat.self),
      state: reader.choice("state", of: MessageState.self), after: cursor.after, limit: limit)
    page = cursor.page
    try reader.check()
  }
}
