/// Which of many messages have a page in common, without trying each with each.
///
/// Two patterns can only meet where what stands before the first `*` of one begins what stands before
/// the first `*` of the other. In the order of these beginnings, all that a pattern begins follow it,
/// and those that begin it are found by going up from one to the next.
struct PageIndex {
  private struct Entry {
    let pattern: PagePattern
    let owner: Int
  }

  private var entries: [Entry] = []
  /// The nearest entry before each whose head begins its own; -1 where there is none.
  private var parents: [Int] = []
  /// One past the last entry that each begins.
  private var ends: [Int] = []
  /// The entries of each message.
  private var places: [[Int]]
  /// For each message, when it was come upon last: in which of the rounds of looking for neighbours.
  private var seen: [Int]
  private var rounds = 0

  /// - Parameter pages: the patterns of each message; none is every page.
  init(_ pages: [[String]]) {
    places = Array(repeating: [], count: pages.count)
    seen = Array(repeating: 0, count: pages.count)
    for (owner, patterns) in pages.enumerated() {
      if patterns.isEmpty { entries.append(Entry(pattern: .every, owner: owner)) }
      for pattern in patterns { entries.append(Entry(pattern: PagePattern(pattern), owner: owner)) }
    }
    entries.sort { one, other in
      one.pattern.head == other.pattern.head
        ? one.owner < other.owner
        : one.pattern.head.lexicographicallyPrecedes(other.pattern.head)
    }
    parents = Array(repeating: -1, count: entries.count)
    ends = Array(repeating: entries.count, count: entries.count)
    var open: [Int] = []
    for index in entries.indices {
      let head = entries[index].pattern.head
      while let last = open.last, !head.starts(with: entries[last].pattern.head) {
        ends[last] = index
        open.removeLast()
      }
      parents[index] = open.last ?? -1
      open.append(index)
      places[entries[index].owner].append(index)
    }
  }

  /// Those with a page in common with one, sorted, itself not among them.
  ///
  /// - Parameter isWanted: asked of each once.
  mutating func neighbours(of owner: Int, where isWanted: (Int) -> Bool) -> [Int] {
    var found: [Int] = []
    rounds += 1
    seen[owner] = rounds
    for place in places[owner] {
      let pattern = entries[place].pattern
      var above = parents[place]
      while above >= 0 {
        note(entries[above], beside: pattern, isWanted, &found)
        above = parents[above]
      }
      for below in (place + 1)..<max(place + 1, ends[place]) {
        note(entries[below], beside: pattern, isWanted, &found)
      }
    }
    return found.sorted()
  }

  private mutating func note(
    _ entry: Entry, beside pattern: PagePattern, _ isWanted: (Int) -> Bool, _ found: inout [Int]
  ) {
    guard seen[entry.owner] != rounds, entry.pattern.meets(pattern) else { return }
    seen[entry.owner] = rounds
    if isWanted(entry.owner) { found.append(entry.owner) }
  }
}
