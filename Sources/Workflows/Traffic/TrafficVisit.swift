import JSON
import Sandbox

/// One person's visit: some pages, one after the other.
struct TrafficVisit: Sendable {
  /// The person's place among all.
  let index: Int
  private let player: TrafficPlayer
  private let day: Int
  private let site: TrafficSite

  init(_ player: TrafficPlayer, index: Int, day: Int, site: TrafficSite) {
    self.player = player
    self.index = index
    self.day = day
    self.site = site
  }

  /// What the person still wants to do when the visit is over, and what was played.
  func outcome(
    _ page: TrafficClient
  ) async -> Result<([String], SimulatedTraffic.Outcome), Failure> {
    var walk = Walk(self, page)
    do throws(Failure) {
      try await walk.play()
      return .success((walk.wishes, walk.outcome))
    } catch {
      return .failure(error)
    }
  }

  /// The visit as it goes on.
  private struct Walk {
    let visit: TrafficVisit
    let page: TrafficClient
    var dice: Dice
    var wishes: [String]
    var outcome = SimulatedTraffic.Outcome()
    /// Of the view that is open.
    var seen: Set<String> = []

    init(_ visit: TrafficVisit, _ page: TrafficClient) {
      self.visit = visit
      self.page = page
      dice = visit.player.dice(ofVisitOn: visit.day)
      wishes = visit.player.wishes
      outcome.visits = 1
    }

    mutating func play() async throws(Failure) {
      for number in 0..<1 + dice.skewed(6) {
        seen = []
        let url = dice.pick(visit.site.pages)
        let view = "simulated-\(visit.player.id)-\(visit.day)-\(number)"
        let stay = Int64(2 + dice.skewed(120))
        let event = nextEvent()
        let next = try await ask(url, view, after: 0, event)
        if let next, next <= stay { _ = try await ask(url, view, after: next, nil) }
      }
    }

    /// What a message made the person want comes before what people do anyway.
    private mutating func nextEvent() -> String? {
      if !wishes.isEmpty, dice.chance(60) { return wishes.removeFirst() }
      if !visit.site.events.isEmpty, dice.chance(15) { return dice.pick(visit.site.events) }
      return nil
    }

    private mutating func ask(
      _ url: String, _ view: String, after seconds: Int64, _ event: String?
    ) async throws(Failure) -> Int64? {
      var body: JSONObject = [
        "id": .string(visit.player.id), "url": .string(url), "page_view": .string(view),
        "seconds_on_page": .integer(seconds), "simulated": true,
      ]
      if let event { body["event"] = ["name": .string(event)] }
      let answer = try await page.post("/messenger/ping", body)
      outcome.pings += 1
      for message in answer["messages"]?.array ?? [] {
        guard let receipt = message["receipt_id"]?.string, seen.insert(receipt).inserted else {
          continue
        }
        outcome.shown += 1
        try await react(to: message, receipt)
      }
      return answer["next_ping_after"]?.integer
    }

    private mutating func react(
      to message: JSONValue, _ receipt: String
    ) async throws(Failure) {
      let id = message["id"]?.string ?? ""
      let isEngaged = dice.chance(appeal(of: message, id))
      if isEngaged {
        try await engage(with: message, receipt)
      } else if dice.chance(30) {
        try await act("dismiss", on: receipt, [:])
      }
      if let goal = visit.site.goals[id], dice.chance(isEngaged ? 45 : 4) { wishes.append(goal) }
    }

    /// In percent, how many like what a version of a message says; of some nobody does.
    private func appeal(of message: JSONValue, _ id: String) -> Double {
      let version = Int(message["content_version"]?.integer ?? 1)
      var dice = visit.player.appealDice(ofMessage: (Int(id) ?? 0) &* 1_000 &+ version)
      let share = dice.share()
      return 1 + 39 * share * share
    }

    private mutating func engage(
      with message: JSONValue, _ receipt: String
    ) async throws(Failure) {
      let format = message["format"]?.string
      if format == "bot" {
        try await talk(with: message["bot"], receipt)
      } else if format == "chat", dice.chance(25) {
        try await act("reply", on: receipt, ["body": "Thank you!"])
      } else {
        try await act("click", on: receipt, [:])
      }
    }

    /// Presses buttons until the flow ends, leads away, or the person has had enough.
    private mutating func talk(
      with bot: JSONValue?, _ receipt: String
    ) async throws(Failure) {
      let steps = bot?["steps"]?.array ?? []
      var name = bot?["start"]?.string
      for _ in 0..<8 {
        guard let step = steps.first(where: { $0["id"]?.string == name }) else { return }
        let replies = step["replies"]?.array ?? []
        if replies.isEmpty {
          name = nil
          break
        }
        let position = dice.roll(replies.count)
        try await act(
          "reply", on: receipt,
          ["step": step["id"] ?? .null, "reply": .integer(Int64(position))])
        name = replies[position]["next"]?.string
        if name == nil { break }
        if dice.chance(25) { return }
      }
      if name == nil { try await act("complete", on: receipt, [:]) }
    }

    private mutating func act(
      _ action: String, on receipt: String, _ body: JSONObject
    ) async throws(Failure) {
      _ = try await page.post("/messenger/receipts/\(receipt)/\(action)", body)
      outcome.actions += 1
    }
  }
}

extension TrafficPlayer {
  /// The same for all people: what a message is like.
  fileprivate func appealDice(ofMessage number: Int) -> Dice {
    Dice(seed: seed, .appeal, number)
  }
}
