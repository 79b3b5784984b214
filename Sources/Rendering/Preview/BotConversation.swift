import Planning

/// All that a bot can say: each step with its answers, and where each of them leads.
struct BotConversation {
  let before: Bot?
  let after: Bot?
  /// What the ids of its steps begin with.
  let id: String

  private var bot: Bot? { after ?? before }

  var markup: HTML {
    guard let bot else { return "" }
    let order = bot.inOrder
    let numbers = Dictionary(
      order.enumerated().map { ($1.name, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    let gone = after == nil ? [] : (before?.steps ?? []).filter { numbers[$0.name] == nil }
    return """
      <h3>The whole conversation</h3>
      <ol class="steps shown">
      \(HTML(order.map { step($0, numbers) }))\(HTML(gone.map(removed)))</ol>

      """
  }

  private func step(_ step: Bot.Step, _ numbers: [String: Int]) -> HTML {
    let old = after == nil ? nil : before?.steps.first { $0.name == step.name }
    let isNew = before != nil && after != nil && old == nil
    let say: HTML = isNew ? "<ins>\(words(step.say, nil))</ins>" : words(step.say, old?.say)
    let replies = step.replies.enumerated().map { index, reply -> HTML in
      let other = old.flatMap { $0.replies.count > index ? $0.replies[index] : nil }
      let label: HTML =
        old != nil && other == nil
        ? "<ins>\(words(reply.label, nil))</ins>" : words(reply.label, other?.label)
      let button = PreviewCard.button(label, isLink: reply.target.isFollowed)
      return "<li>\(button) \(target(reply.target, numbers))</li>\n"
    }
    let dropped = (old?.replies.dropFirst(step.replies.count) ?? []).map { reply -> HTML in
      "<li><a class=\"action\" dir=\"auto\"><del>\(words(reply.label, nil))</del></a></li>\n"
    }
    let number = numbers[step.name] ?? 0
    return """
      <li class="card" id="\(id)-step-\(number)"><p class="step">\(number) · \
      \(step.name.visibleLine)\(number == 1 ? " · it begins here" : "")</p>
      <p class="said" dir="auto">\(say)</p>
      <ul class="replies">
      \(HTML(replies))\(HTML(dropped))</ul></li>

      """
  }

  private func target(_ target: Bot.Reply.Target, _ numbers: [String: Int]) -> HTML {
    switch target {
    case .next(let name):
      guard let number = numbers[name] else { return "→ \(name.visibleLine), which is not there" }
      return "→ <a href=\"#\(id)-step-\(number)\">\(number) · \(name.visibleLine)</a>"
    case .url(let url): return "→ \(url.visibleLine)"
    case .end: return "→ the end"
    }
  }

  private func removed(_ step: Bot.Step) -> HTML {
    """
    <li class="card"><p class="step"><del>\(step.name.visibleLine)</del> · no longer said</p>
    <p class="said" dir="auto"><del>\(words(step.say, nil))</del></p></li>

    """
  }

  /// With both what goes and what comes, where it was something else.
  private func words(_ text: String, _ old: String?) -> HTML {
    guard let old, old != text else { return ShownCopy.filled(text, for: .known) }
    return HTML(
      WordDiff(from: old, to: text).parts.map { part in
        switch part {
        case .same(let words): ShownCopy.filled(words, for: .known)
        case .removed(let words): "<del>\(ShownCopy.filled(words, for: .known))</del>"
        case .added(let words): "<ins>\(ShownCopy.filled(words, for: .known))</ins>"
        }
      })
  }
}

extension Bot {
  /// Its steps as somebody can come to them, the nearest first; then those that nobody can.
  fileprivate var inOrder: [Step] {
    let byName = Dictionary(steps.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var order: [Step] = []
    var seen: Set<String> = []
    var waiting = [start][...]
    while let name = waiting.popFirst() {
      guard let step = byName[name], seen.insert(name).inserted else { continue }
      order.append(step)
      for reply in step.replies {
        switch reply.target {
        case .next(let next): waiting.append(next)
        case .url, .end: break
        }
      }
    }
    return order + steps.filter { seen.insert($0.name).inserted }
  }
}
