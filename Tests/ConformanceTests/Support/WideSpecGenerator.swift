import Audiences
import Planning
import TestSupport

/// Makes specs from a seed, of everything that a spec can say and a campaign may.
struct WideSpecGenerator {
  private(set) var random: SeededRandom
  private var rules: RuleGenerator
  private let senders: [Sender]

  init(seed: UInt64, senders: [Sender]) {
    random = SeededRandom(seed: seed)
    rules = RuleGenerator(seed: seed &+ 1)
    self.senders = senders
  }

  mutating func spec() -> MessageSpec {
    let format = random.pick(Format.allCases)
    let schedule = schedule()
    var spec = MessageSpec(
      format: format, status: random.pick(Status.allCases), sender: random.pick(senders),
      audience: random.once(in: 6) ? .everyone : rules.rule(),
      display: display(schedule.send), schedule: schedule, tags: tags())
    switch format {
    case .chat: spec.body = copy()
    case .post:
      spec.body = copy()
      if random.once(in: 2) { spec.title = text(upTo: 1_000) }
      if random.once(in: 2) { spec.image = url() }
    case .tooltip:
      spec.body = copy()
      spec.display.anchor = random.pick(["#export", "a[href=\"/x\"] > b", "[data-é='1']"])
      spec.display.placement = random.pick(Display.Placement.allCases.map(Optional.init) + [nil])
    case .bot: spec.bot = bot()
    }
    if random.once(in: 2) { spec.callToAction = CallToAction(label: text(), url: url()) }
    if random.once(in: 2) {
      spec.goal = Goal(event: name(), within: random.once(in: 2) ? span() : nil)
    }
    return spec
  }

  mutating func rule() -> Rule { rules.rule() }

  private mutating func schedule() -> Schedule {
    let start = random.once(in: 2) ? Int64(random.roll(253_402_300)) * 999 : nil
    let end = random.once(in: 2) ? (start ?? 0) + 1 + Int64(random.roll(100_000)) : nil
    return Schedule(
      send: random.pick(Schedule.Send.allCases), startsAt: start, endsAt: end,
      timeZone: random.pick([nil, "UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"]))
  }

  private mutating func display(_ send: Schedule.Send) -> Display {
    var triggers: [Display.Trigger] = [
      .pageLoad, .delay(seconds: 0), .delay(seconds: random.roll(86_401)),
    ]
    if send == .ongoing { triggers.append(.event(name())) }
    let pages = ["/", "/reports/*", "https://app.acme.test/é?a=b", "/🎉", "*"]
    return Display(
      trigger: random.pick(triggers), pages: some(of: pages).shuffled(using: &random),
      frequency: random.pick(Display.Frequency.allCases))
  }

  private mutating func tags() -> [String] {
    some(of: ["a", "b c", "launch", "über", "Z", "🎉", "\"quoted\"", "x\u{85}"]).sorted()
  }

  private mutating func bot() -> Bot {
    let names = ["welcome", "tour", "bye", "book-a-call", "ünïcode"].prefix(1 + random.roll(5))
    let steps = names.map { name in
      Bot.Step(name: name, say: text(upTo: 300), replies: replies(Array(names)))
    }
    return Bot(start: random.pick(Array(names)), steps: steps)
  }

  private mutating func replies(_ names: [String]) -> [Bot.Reply] {
    (0..<random.roll(4)).map { _ in
      let target: Bot.Reply.Target =
        switch random.roll(3) {
        case 0: .next(random.pick(names))
        case 1: .url(url())
        default: .end
        }
      return Bot.Reply(label: text(), target: target)
    }
  }

  private mutating func span() -> TimeSpan {
    TimeSpan(random.roll(1_000), random.pick(TimeSpan.Unit.allCases))
  }

  private mutating func url() -> String {
    random.pick([
      "https://acme.test/", "https://acme.test/a?b=c&d=%20#e", "https://acme.test/{{user_id}}",
      "/relative", "mailto:ana@acme.test", "https://ü.test/🎉",
    ])
  }

  private mutating func name() -> String {
    random.pick(["csv_exported", "report opened", "é", "e\u{301}", "x", "a.b-c/d"])
  }

  /// Copy is mostly short, and sometimes as long as the record beside it allows.
  private mutating func copy() -> String { text(upTo: random.once(in: 10) ? 9_000 : 400) }

  /// Text with something in it, of at most so many scalars.
  private mutating func text(upTo limit: Int = 60) -> String {
    let pieces = [
      "Export", " ", "your data", "\n", "\t", "{{first_name | fallback: \"there\"}}", "\\",
      "\"", "/", "</script>", "é", "e\u{301}", "🎉", "👩‍👩‍👧", "两步", "مرحبا", "\u{202E}", "\u{85}",
      "\u{2028}", "\u{FEFF}", "\u{10FFFF}", "- ", "null", "it’s",
    ]
    var text = random.pick(["x", "Ü", "🎉", "0"]).unicodeScalars
    for _ in 0..<random.roll(1 + limit / 4) {
      let piece = random.pick(pieces).unicodeScalars
      if text.count + piece.count <= limit { text.append(contentsOf: piece) }
    }
    return String(text)
  }

  private mutating func some(of all: [String]) -> [String] {
    all.filter { _ in random.once(in: 3) }
  }
}
