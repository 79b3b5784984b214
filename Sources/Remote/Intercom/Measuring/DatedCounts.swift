import Audiences
import Measuring

/// What a message did, by the day on which people received it and by what it said then. Everybody is
/// counted in one place, so that every figure is a sum over these.
struct DatedCounts: Sendable, Hashable {
  struct Place: Sendable, Hashable {
    let day: CalendarDate
    /// The number of a version.
    let version: Int
  }

  private(set) var counts: [Place: Counts] = [:]

  mutating func add(_ more: Counts, at place: Place) {
    counts[place] = (counts[place] ?? .none) + more
  }

  /// - Parameter since: only who received it on that day or later counts; nil for everybody.
  func stats(
    ofMessage id: String, _ history: ContentHistory, countsPartly: Bool, since: CalendarDate?
  ) -> MessageStats {
    let kept = counts.filter { place, _ in since.map { $0 <= place.day } ?? true }
    func sums<Key: Hashable & Comparable>(
      _ key: (Place) -> Key
    ) -> [(key: Key, counts: Counts)] {
      Dictionary(grouping: kept, by: { key($0.key) })
        .map { (key: $0.key, counts: $0.value.map(\.value).sum) }.sorted { $0.key < $1.key }
    }
    let versions = Dictionary(uniqueKeysWithValues: sums(\.version).map { ($0.key, $0.counts) })
    return MessageStats(
      messageID: id, version: history.present.number, totals: kept.values.sum,
      days: sums(\.day).map { MessageStats.Day(day: $0.key, counts: $0.counts) },
      versions: history.versions.map { version in
        MessageStats.Version(
          number: version.number, createdAt: version.createdAt,
          origin: MessageStats.Origin(revision: version.revision, commit: version.commit),
          counts: versions[version.number] ?? .none)
      }, countsPartly: countsPartly)
  }
}
