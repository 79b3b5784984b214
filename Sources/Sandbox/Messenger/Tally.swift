/// What is counted of those who were given a message, each person or receipt at most once.
enum Measure: String, CaseIterable, Sendable {
  case received, clicked, dismissed, replied, completed, engaged
  case reachedGoal = "reached_goal"
  case simulated
}

/// So many of each measure.
struct Tally: Sendable, Equatable {
  /// A lane for each measure, in their order: there are eight.
  private var lanes: SIMD8<Int64> = .zero

  static let zero = Tally()

  private init() {}

  /// In the order of the measures.
  init(counts: [Int64]) {
    precondition(counts.count == lanes.scalarCount, "a tally has every measure")
    lanes = SIMD8(counts)
  }

  /// In the order of the measures.
  var counts: [Int64] { lanes.indices.map { lanes[$0] } }

  subscript(measure: Measure) -> Int64 {
    get { lanes[measure.position] }
    set { lanes[measure.position] = newValue }
  }

  static func += (left: inout Tally, right: Tally) { left.lanes &+= right.lanes }
}

extension Measure {
  fileprivate var position: Int {
    switch self {
    case .received: 0
    case .clicked: 1
    case .dismissed: 2
    case .replied: 3
    case .completed: 4
    case .engaged: 5
    case .reachedGoal: 6
    case .simulated: 7
    }
  }
}

/// What is counted together: those who were given one version of a message on one day.
///
/// All that they do is counted there, whenever they do it: a rate of a day, or of the days since some
/// other, is one of people who received the message then, and never above one.
struct TallyKey: Sendable, Hashable, Comparable {
  let messageID: Int64
  let contentVersion: Int64
  let day: Int

  static func < (left: TallyKey, right: TallyKey) -> Bool {
    (left.messageID, left.contentVersion, left.day)
      < (right.messageID, right.contentVersion, right.day)
  }
}

struct Tallies: Sendable, Equatable {
  var impressions: Int64 = 0
  /// By the receipts of the version.
  var ofVersion = Tally.zero
  /// By people: each is counted with the first of their receipts of the message.
  var ofPeople = Tally.zero

  static func += (left: inout Tallies, right: Tallies) {
    left.impressions += right.impressions
    left.ofVersion += right.ofVersion
    left.ofPeople += right.ofPeople
  }
}

/// How totals move: sums of what receipts count for, after less before. Those of many writes are
/// summed before they are written.
struct TallyChange: Sendable {
  private(set) var moves: [TallyKey: Tallies] = [:]

  /// Nothing moves.
  init() {}

  /// Somebody's receipts of one message become others.
  mutating func move(from before: ReceiptsOfMessage, to after: ReceiptsOfMessage) {
    add(before, times: -1)
    add(after, times: 1)
  }

  static func += (left: inout TallyChange, right: TallyChange) {
    for (key, move) in right.moves { left.moves[key, default: Tallies()] += move }
  }

  private mutating func add(_ receipts: ReceiptsOfMessage, times sign: Int64) {
    for (position, receipt) in receipts.enumerated() {
      var count = Tallies()
      count.impressions = sign * receipt.impressions
      for measure in Measure.allCases {
        if receipt.has(measure) { count.ofVersion[measure] = sign }
        if position == 0, receipts.contains(where: { $0.has(measure) }) {
          count.ofPeople[measure] = sign
        }
      }
      moves[receipt.tallyKey, default: Tallies()] += count
    }
  }
}

extension Receipt {
  fileprivate var tallyKey: TallyKey {
    TallyKey(messageID: key.messageID, contentVersion: key.contentVersion, day: day)
  }
}
