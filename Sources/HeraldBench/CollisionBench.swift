import Audiences
import Planning

/// Holding a thousand campaigns against one another, two by two: where pages and times keep most apart,
/// as they do in real projects, and where nothing does.
struct CollisionBench {
  private static let size = 1_000
  /// Unix seconds.
  private static let now: Int64 = 1_795_392_000
  private static let day: Int64 = 86_400

  func run(_ figures: Figures) async throws {
    for (what, isCrowded) in [("of a real project", false), ("all on one page", true)] {
      let showings = try (0..<Self.size).map { try Self.showing($0, isCrowded: isCrowded) }
      var found = 0
      let run = try await inTurns(
        3,
        [
          {
            await timed {
              var search = CollisionSearch(showings)
              found = search.all(within: .none).found.count
            }
          }
        ])
      figures.add("collisions of \(Self.size) campaigns, \(what) (\(found))", run[0], atMost: 2)
    }
  }

  private static func showing(_ index: Int, isCrowded: Bool) throws -> Showing {
    var spec = MessageSpec(
      format: .chat, status: .live, sender: .email("ana@acme.test"), audience: audience(index))
    if !isCrowded {
      spec.display.pages = ["/area-\(index % 40)/*", "/area-\(index % 40)/\(index % 7)/*"]
      spec.schedule.startsAt = now + Int64(index % 52) * 7 * day
      spec.schedule.endsAt = now + Int64(index % 52 + 3) * 7 * day
      if index % 5 == 0 { spec.schedule = Schedule(send: .ongoing) }
    }
    guard let showing = Showing("campaign-\(index)", spec, liveSince: nil, now: now) else {
      throw BenchError(what: "a campaign of the benchmark is over")
    }
    return showing
  }

  /// As the corpus has them, each another one.
  private static func audience(_ index: Int) -> Rule {
    let plans = ["free", "trial", "pro", "team", "enterprise"]
    return .all([
      .attribute(name: "signed_up_at", .date(.moreThan(TimeSpan(index % 97 + 1, .day)))),
      .attribute(name: "plan", .text(.anyOf([plans[index % 5], plans[index / 5 % 5]]))),
      .event(name: "event-\(index % 11)", EventTest(.never)),
      .any([
        .attribute(name: "role", .text(.is(index % 2 == 0 ? "admin" : "owner"))),
        .attribute(name: "seats", .number(.atLeast(Double(index)))),
      ]),
    ])
  }
}
