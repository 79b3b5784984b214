internal import Diagnostics
internal import YAML

/// What must hold of a bot's steps together.
enum BotCheck {
  static let rule: MappingRule = { bot, checker in
    guard let graph = BotGraph(bot) else { return }
    let ways = graph.first.map(graph.ways)
    reportUnknownSteps(graph, ways, &checker)
    guard let ways else { return }
    reportUnreached(graph, ways, &checker)
    reportEndless(graph, ways, &checker)
  }

  private static func reportUnknownSteps(
    _ graph: BotGraph, _ ways: BotGraph.Ways?, _ checker: inout Checker
  ) {
    report(graph.start, "`start`", graph.startRange, path: "", graph, &checker)
    for (index, step) in graph.steps.enumerated() {
      let isReached = ways?.isReached[index] ?? false
      let path = isReached ? ways.map { graph.words(graph.path(to: index, $0)) } : nil
      for reply in step.replies {
        report(
          reply.target, "`next` of `\(step.name)`", reply.range,
          path: path.map { "\($0) → ?" } ?? "", graph, &checker)
      }
    }
  }

  private static func report(
    _ target: BotGraph.Target, _ what: String, _ range: SourceRange, path: String,
    _ graph: BotGraph, _ checker: inout Checker
  ) {
    guard case .unknown(let name, let meant) = target else { return }
    let near = meant.map { graph.steps[$0].name }
    let known = graph.steps.prefix(8).map(\.name)
    let all = known.count == 1 ? "the only step is" : "the steps are"
    checker.report(
      .unknownStep, "\(what) names no step: \(Shown.value(name))", at: range, path,
      help: [
        near.map { "did you mean `\($0)`?" }
          ?? "\(all) \(Shown.list(known, "and"))\(graph.steps.count > 8 ? ", …" : "")"
      ],
      fix: near.map { Fix("write `\($0)`", replacing: range, with: $0) })
  }

  private static func reportUnreached(
    _ graph: BotGraph, _ ways: BotGraph.Ways, _ checker: inout Checker
  ) {
    for index in graph.steps.indices where !ways.isReached[index] {
      let sources = graph.steps.indices.filter {
        $0 != index && graph.successors(of: $0).contains(index)
      }
      let why =
        sources.isEmpty
        ? "no reply leads to it"
        : "only \(Shown.list(sources.map { graph.steps[$0].name }, "and")) "
          + "\(sources.count == 1 ? "leads" : "lead") to it, and nothing leads there"
      checker.report(
        .unreachableStep, "nobody gets to the step `\(graph.steps[index].name)`",
        at: graph.steps[index].nameRange, why,
        help: ["let a reply lead to it with `next: \(graph.steps[index].name)`, or remove it"])
    }
  }

  /// One report for each loop without a way out, at its first step in the file.
  private static func reportEndless(
    _ graph: BotGraph, _ ways: BotGraph.Ways, _ checker: inout Checker
  ) {
    let canEnd = graph.canEnd()
    var isTold = Array(repeating: false, count: graph.steps.count)
    for index in graph.steps.indices where ways.isReached[index] && !canEnd[index] {
      let loop = graph.loop(from: index)
      let entry = loop.min() ?? index
      if isTold[entry] { continue }
      isTold[entry] = true
      let path = graph.path(to: entry, ways) + graph.turned(loop, toBeginWith: entry)
      checker.report(
        .endlessBot, "the bot never ends once it is at `\(graph.steps[entry].name)`",
        at: graph.steps[entry].nameRange, graph.words(path),
        help: ["give one of these steps a reply with `end: true` or a `url`"])
    }
  }
}

extension BotGraph {
  /// The first step; nil when `start` names none.
  fileprivate var first: Int? {
    switch start {
    case .step(let index): index
    case .unknown(_, let meant): meant
    case .end: nil
    }
  }

  /// The loop that first replies lead into, in its order.
  fileprivate func loop(from step: Int) -> [Int] {
    var order: [Int] = []
    var current = step
    while !order.contains(current) {
      order.append(current)
      guard let next = successors(of: current).first else { return order }
      current = next
    }
    return Array(order.drop { $0 != current })
  }

  /// The rest of a loop after one of its steps, back to that step.
  fileprivate func turned(_ loop: [Int], toBeginWith step: Int) -> [Int] {
    guard let start = loop.firstIndex(of: step) else { return [] }
    return Array(loop[(start + 1)...]) + Array(loop[...start])
  }
}
