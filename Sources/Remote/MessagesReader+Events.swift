import Audiences
import JSON

extension MessagesReader {
  /// In seconds. A workspace lists the events of 90 days, by its own clock: a minute is left for that.
  static let longestList: Int64 = 90 * 86_400 - 60

  /// How often somebody did each of these, as far as the workspace tells; `notFound` where there is
  /// nobody of that name any more.
  ///
  /// - Parameter contact: the id of a contact.
  func histories(
    _ names: Set<ExactText>, of contact: String, listedFrom: Int64?
  ) async throws(RemoteError) -> [ExactText: EventHistory] {
    guard !names.isEmpty else { return [:] }
    let query = "/events?type=user&intercom_user_id=\(percentEncoded(contact))"
    let summary = try await api.read("\(query)&summary=true")
    guard let summaries = summary["events"]?.array else {
      throw .badAnswer(reason: "`GET /events` sums up nothing", mayHaveLanded: false)
    }
    var listed: [ExactText: [Int64]] = [:]
    if let listedFrom { listed = try await occurrences(query, names, from: listedFrom) }
    var histories: [ExactText: EventHistory] = [:]
    for summary in summaries {
      guard let name = summary["name"]?.string.map({ ExactText($0) }), names.contains(name) else {
        continue
      }
      guard let total = summary["count"]?.integer.flatMap(Int.init(exactly:)),
        let first = summary["first"].flatMap(Self.instant),
        let last = summary["last"].flatMap(Self.instant), first <= last
      else {
        throw .badAnswer(
          reason: "`GET /events` does not say when things happened", mayHaveLanded: false)
      }
      histories[name] = EventHistory(
        total: total, first: first, last: last, listed: listed[name] ?? [],
        listedFrom: listedFrom ?? .max)
    }
    return histories
  }

  /// The Unix seconds of each occurrence from an instant on; the list begins with the newest.
  private func occurrences(
    _ query: String, _ names: Set<ExactText>, from: Int64
  ) async throws(RemoteError) -> [ExactText: [Int64]] {
    var found: [ExactText: [Int64]] = [:]
    var seen: Set<String> = []
    var path = "\(query)&per_page=150"
    while true {
      let page = try await api.read(path)
      guard let events = page["events"]?.array else {
        throw .badAnswer(reason: "`GET /events` lists nothing", mayHaveLanded: false)
      }
      var oldest = Int64.max
      for event in events {
        guard let name = event["event_name"]?.string.map({ ExactText($0) }),
          let time = event["created_at"]?.integer
        else { continue }
        oldest = min(oldest, time)
        if names.contains(name), time >= from { found[name, default: []].append(time) }
      }
      guard oldest >= from, let next = page["pages"]?["next"]?.string else { return found }
      guard let cursor = Self.cursor(in: next), seen.insert(cursor).inserted else {
        throw .badAnswer(
          reason: "the list of events does not say where its next page begins", mayHaveLanded: false
        )
      }
      path = "\(query)&per_page=150&before=\(cursor)"
    }
  }

  /// The cursor of a link to the next page. The link itself is not followed: it could lead anywhere.
  private static func cursor(in link: String) -> String? {
    guard let query = link.split(separator: "?", maxSplits: 1).dropFirst().first else { return nil }
    let value = query.split(separator: "&").first { $0.hasPrefix("before=") }?.dropFirst(7)
    guard let value, !value.isEmpty,
      value.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") })
    else { return nil }
    return String(value)
  }

  /// Unix seconds, or a time as `2026-01-16T23:21:02.000+00:00`.
  private static func instant(_ value: JSONValue) -> Int64? {
    if let seconds = value.integer { return seconds }
    return value.string.flatMap(ISOTime.instant)
  }
}
