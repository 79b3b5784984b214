/// A condition of any depth as filters in groups, two levels deep.
struct SearchClauses: Sendable {
  enum Form: Sendable {
    /// All of the groups, any filter of each.
    case allOfAny
    /// Any of the groups, all filters of each.
    case anyOfAll
  }

  let groups: [[SearchFilter]]
  /// False where groups were left out, as there would have been too many.
  let isWhole: Bool

  init(_ condition: SearchCondition, _ form: Form) {
    var expansion = Expansion(form: form)
    let groups = expansion.groups(of: condition)
    isWhole = expansion.isWhole
    let filters = expansion.filters
    self.groups = groups.map { $0.places.map { filters[$0] } }
  }
}

/// Some filters, by their places in a list of all.
private struct Group {
  private(set) var places: [Int]
  /// A bit for each place, shared by those that are 64 apart.
  private var mask: UInt64

  static let empty = Group(places: [], mask: 0)

  init(_ place: Int) { self.init(places: [place], mask: 1 << UInt64(place % 64)) }

  private init(places: [Int], mask: UInt64) {
    self.places = places
    self.mask = mask
  }

  func joined(_ other: Group) -> Group {
    Group(
      places: places + other.places.filter { !places.contains($0) }, mask: mask | other.mask)
  }

  func isWithin(_ other: Group) -> Bool {
    mask & ~other.mask == 0 && places.count <= other.places.count
      && places.allSatisfy(other.places.contains)
  }
}

/// One walk over a condition.
private struct Expansion {
  let form: SearchClauses.Form
  private(set) var filters: [SearchFilter] = []
  private(set) var isWhole = true
  private var places: [SearchFilter: Int] = [:]

  init(form: SearchClauses.Form) { self.form = form }

  mutating func groups(of condition: SearchCondition) -> [Group] {
    // Terms that are left out leave people out: then there are none to be had.
    if form == .anyOfAll, !isWhole { return [] }
    switch (condition, form) {
    case (.everyone, .allOfAny), (.nobody, .anyOfAll): return []
    case (.everyone, .anyOfAll), (.nobody, .allOfAny): return [.empty]
    case (.filter(let filter), _): return [Group(place(of: filter))]
    case (.all(let parts), .allOfAny), (.any(let parts), .anyOfAll):
      var groups: [Group] = []
      for part in parts { groups += self.groups(of: part) }
      return Self.withoutIdle(groups)
    case (.any(let parts), .allOfAny), (.all(let parts), .anyOfAll):
      var groups = [Group.empty]
      for part in parts { groups = product(groups, self.groups(of: part)) }
      return groups
    }
  }

  private mutating func place(of filter: SearchFilter) -> Int {
    if let known = places[filter] { return known }
    places[filter] = filters.count
    filters.append(filter)
    return filters.count - 1
  }

  /// Every group of the one with every group of the other.
  private mutating func product(_ left: [Group], _ right: [Group]) -> [Group] {
    let kept = (kept(left, beside: right.count), kept(right, beside: left.count))
    if kept.0.count < left.count || kept.1.count < right.count { isWhole = false }
    return Self.withoutIdle(kept.0.flatMap { left in kept.1.map { left.joined($0) } })
  }

  /// The smallest ones, so that there are not too many with others.
  private func kept(_ groups: [Group], beside others: Int) -> [Group] {
    guard groups.count * others > SearchLimits.groups else { return groups }
    return Array(
      groups.smallestFirst(\.places.count).prefix(max(1, SearchLimits.groups / max(1, others))))
  }

  /// Without a group that says no more than another one, which has fewer filters.
  private static func withoutIdle(_ groups: [Group]) -> [Group] {
    groups.indices.filter { index in
      !groups.indices.contains { other in
        other != index && groups[other].isWithin(groups[index])
          && (other < index || !groups[index].isWithin(groups[other]))
      }
    }.map { groups[$0] }
  }
}

extension Array {
  /// In their order where they have the same size.
  func smallestFirst(_ size: (Element) -> Int) -> [Element] {
    enumerated().sorted { (size($0.element), $0.offset) < (size($1.element), $1.offset) }
      .map(\.element)
  }
}
