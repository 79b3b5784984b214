import Measuring
import Planning

/// What the table of messages can say of each.
enum StatsColumn: FittingColumn {
  case key, state, people, shown, week
  case engaged(Precision)
  case goal(Precision)

  /// From the fullest to the leanest. At last the key is what is cut.
  static let layouts: [FittingLayout<StatsColumn>] = [
    .init(
      [
        .key, .state, .people, .shown, .engaged(.withInterval), .goal(.withInterval), .week,
      ], remark: .atEnd),
    .init([.key, .people, .engaged(.withInterval), .goal(.withInterval), .week], remark: .atEnd),
    .init([.key, .people, .engaged(.withInterval), .goal(.plain), .week], remark: .atEnd),
    .init([.key, .people, .engaged(.plain), .goal(.plain), .week], remark: .atEnd),
    .init([.key, .people, .engaged(.withInterval), .goal(.plain), .week], remark: .below),
    .init([.key, .people, .engaged(.plain), .goal(.plain), .week], remark: .below),
    .init([.key, .people, .engaged(.plain), .week], remark: .below),
    .init([.key, .people, .engaged(.plain)], remark: .below),
    .init([.key, .engaged(.plain)], remark: .below),
    .init([.engaged(.plain), .key], remark: .below),
  ]

  var title: String {
    switch self {
    case .key: "KEY"
    case .state: "STATE"
    case .people: "PEOPLE"
    case .shown: "SHOWN"
    case .week: "WEEK"
    case .engaged(let precision): "ENGAGED %\(precision.title)"
    case .goal(let precision): "GOAL %\(precision.title)"
    }
  }

  var isRightAligned: Bool {
    switch self {
    case .people, .shown: true
    case .key, .state, .week, .engaged, .goal: false
    }
  }

  func cell(_ message: MeasuredMessage, _ board: Scoreboard) -> String {
    let totals = message.stats.totals
    return switch self {
    case .key: message.message.record?.key ?? message.message.id
    case .state: message.message.state.rawValue
    case .people: totals.recipients.grouped
    case .shown: totals.impressions.grouped
    case .week: message.trend.map { RateText.difference($0.difference) } ?? "-"
    case .engaged(let precision): precision.text(totals.engagement)
    case .goal(let precision): precision.text(message.hasGoal ? totals.goalRate : nil)
    }
  }
}

/// What the table of one message's versions can say of each.
enum VersionColumn: FittingColumn {
  case version, revision, since, commit, people
  case engaged(Precision)
  case goal(Precision)

  /// From the fullest to the leanest.
  static let layouts: [FittingLayout<VersionColumn>] = [
    .init(
      [
        .version, .revision, .since, .commit, .people, .engaged(.withInterval),
        .goal(.withInterval),
      ], remark: .atEnd),
    .init(
      [.version, .since, .commit, .people, .engaged(.withInterval), .goal(.plain)], remark: .atEnd),
    .init([.version, .commit, .people, .engaged(.withInterval), .goal(.plain)], remark: .atEnd),
    .init([.version, .people, .engaged(.withInterval), .goal(.plain)], remark: .atEnd),
    .init([.version, .people, .engaged(.plain), .goal(.plain)], remark: .atEnd),
    .init([.version, .people, .engaged(.plain)], remark: .atEnd),
  ]

  var title: String {
    switch self {
    case .version: "  VERSION"
    case .revision: "REVISION"
    case .since: "SINCE"
    case .commit: "COMMIT"
    case .people: "PEOPLE"
    case .engaged(let precision): "ENGAGED %\(precision.title)"
    case .goal(let precision): "GOAL %\(precision.title)"
    }
  }

  var isRightAligned: Bool {
    switch self {
    case .people: true
    case .version, .revision, .since, .commit, .engaged, .goal: false
    }
  }

  func cell(
    _ version: MessageStats.Version, of message: MeasuredMessage, _ board: Scoreboard
  ) -> String {
    switch self {
    case .version: "  \(version.number)"
    case .revision: version.origin.map { "r\($0.revision)" } ?? "-"
    case .since:
      version.createdAt.map { TimeText.instant($0, timeZone: board.workspace.timeZone) } ?? "-"
    case .commit: version.origin?.commit.map { String($0.prefix(10)) } ?? "-"
    case .people: version.counts.recipients.grouped
    case .engaged(let precision): precision.text(version.counts.engagement)
    case .goal(let precision): precision.text(message.hasGoal ? version.counts.goalRate : nil)
    }
  }
}

/// How closely a rate is told.
enum Precision {
  case plain, withInterval

  fileprivate var title: String {
    switch self {
    case .plain: ""
    case .withInterval: " (95 %)"
    }
  }

  fileprivate func text(_ rate: Rate?) -> String {
    switch self {
    case .plain: rate.map(RateText.share) ?? "-"
    case .withInterval: RateText.withInterval(rate)
    }
  }
}

extension MeasuredMessage {
  fileprivate var hasGoal: Bool { message.spec.goal != nil }
}
