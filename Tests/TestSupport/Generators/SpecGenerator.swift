package import Audiences
package import Planning

/// Makes specs that a server of the messages API takes.
package struct SpecGenerator {
  package var random: SeededRandom

  package init(random: SeededRandom) { self.random = random }

  package mutating func spec(status: Status? = nil) -> MessageSpec {
    var spec = MessageSpec(
      format: .chat, status: status ?? random.pick([.live, .live, .live, .draft, .paused]),
      sender: random.pick([.email("ana@acme.test"), .id("2"), .email("Bo@acme.test")]),
      audience: rule(), schedule: schedule(), tags: tags())
    if random.once(in: 3) {
      spec.callToAction = CallToAction(label: text(), url: "https://acme.test/\(random.roll(9))")
    }
    if random.once(in: 4) {
      spec.goal = Goal(event: "exported", within: random.once(in: 2) ? TimeSpan(3, .day) : nil)
    }
    spec.display.trigger =
      spec.schedule.send == .ongoing
      ? random.pick([.pageLoad, .delay(seconds: 8), .event("opened")])
      : random.pick([.pageLoad, .delay(seconds: 3)])
    if random.once(in: 3) { spec.display.pages = ["/reports/*", "/p\(random.roll(3))"] }
    if random.once(in: 3) { spec.display.frequency = .showUntilDismissed }
    dress(&spec, as: random.pick(Format.allCases))
    return spec
  }

  /// Gives a spec a format and all that the format needs.
  package mutating func dress(_ spec: inout MessageSpec, as format: Format) {
    spec.format = format
    spec.title = format == .post ? text() : nil
    spec.image = format == .post && random.once(in: 2) ? "https://acme.test/i.png" : nil
    spec.body = format == .bot ? nil : text()
    spec.bot = format == .bot ? bot() : nil
    spec.display.anchor = format == .tooltip ? "#export" : nil
    spec.display.placement = format == .tooltip ? random.pick([.top, .left, nil]) : nil
  }

  package mutating func bot() -> Bot {
    let names = ["welcome", "tour", "bye"].prefix(1 + random.roll(3))
    let steps = names.enumerated().map { index, name in
      let next = index + 1 < names.count ? Bot.Reply.Target.next(names[index + 1]) : .end
      var replies = [Bot.Reply(label: text(), target: next)]
      if random.once(in: 2) {
        replies.append(Bot.Reply(label: text(), target: .url("https://acme.test/x")))
      }
      return Bot.Step(name: name, say: text(), replies: replies)
    }
    return Bot(start: "welcome", steps: random.once(in: 3) ? steps.reversed() : steps)
  }

  package mutating func rule() -> Rule {
    switch random.roll(6) {
    case 0: .everyone
    case 1: .attribute(name: "plan", .text(.is(random.pick(["pro", "team"]))))
    case 2: .attribute(name: "plan", .text(.anyOf(["pro", "team"].shuffled(using: &random))))
    case 3: .all([.tag("beta"), .event(name: "exported", EventTest(.never))])
    case 4: .any([.all([.tag("beta")]), .not(.not(.segment("new")))])
    default: .not(.attribute(name: "seats", .number(.greaterThan(Double(random.roll(4))))))
    }
  }

  package mutating func schedule() -> Schedule {
    Schedule(
      send: random.pick([.once, .ongoing]),
      startsAt: random.once(in: 3) ? 1_000_000 + Int64(random.roll(3)) * 500 : nil,
      endsAt: random.once(in: 4) ? 2_000_000 + Int64(random.roll(3)) * 500 : nil,
      timeZone: random.pick([nil, "Europe/Berlin"]))
  }

  package mutating func tags() -> [String] {
    ["exports", "launch", "q4"].filter { _ in random.once(in: 3) }
  }

  package mutating func text() -> String {
    let words = [
      "Export", "your", "data", "in", "one", "step", "{{first_name | fallback: \"there\"}}",
      "https://acme.test/a?b=c", "--", "Zürich", "🎉", "两步", "\n", "it's", "now.", "",
    ]
    let count = 1 + random.roll(9)
    return "x" + (0..<count).map { _ in random.pick(words) }.joined(separator: " ")
  }
}
