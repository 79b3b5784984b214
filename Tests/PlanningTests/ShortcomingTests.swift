import Audiences
import Planning
import Testing

@Suite struct `What Intercom's public API cannot do` {
  private static func post(_ edit: (inout MessageSpec) -> Void = { _ in }) -> MessageSpec {
    Sample.spec {
      $0.format = .post
      $0.title = "News"
      $0.audience = .newsfeed("Product news")
      edit(&$0)
    }
  }

  @Test func `is nothing of a chat that comes at once, and of a post in a newsfeed`() {
    #expect(Sample.spec().shortcomingsOnIntercom == [])
    #expect(
      Sample.spec {
        $0.body = "Hi {{first_name}}"
        $0.audience = .event(name: "exported", EventTest(.never))
        $0.schedule.send = .ongoing
      }.shortcomingsOnIntercom == [])
    #expect(Self.post().shortcomingsOnIntercom == [])
  }

  @Test(
    arguments: [
      (Sample.spec { $0.format = .tooltip }, [.tooltip]),
      (
        Sample.spec {
          $0.format = .bot
          $0.display.pages = ["/a"]
        }, [.bot]
      ),
      (post { $0.audience = .everyone }, [.postAudience]),
      (post { $0.title = nil }, [.postTitle]),
      (post { $0.title = "Hi {{first_name}}" }, [.postPlaceholder]),
      (post { $0.body = "Hi {{first_name | fallback: 'you'}}" }, [.postPlaceholder]),
      (
        post { $0.callToAction = CallToAction(label: "Go", url: "https://a.test/{{id}}") },
        [.postPlaceholder]
      ),
      (post { $0.body = "Write {{{{name}} there" }, []),
      (post { $0.display.pages = ["/a"] }, [.pages]),
      (post { $0.display.trigger = .event("exported") }, [.eventTrigger]),
      (post { $0.display.trigger = .delay(seconds: 5) }, [.delay]),
      (post { $0.display.frequency = .showUntilDismissed }, [.untilDismissed]),
      (post { $0.image = "https://a.test/a.png" }, [.image]),
      (Sample.spec { $0.display.pages = ["/a"] }, [.pages]),
      (Sample.spec { $0.display.trigger = .event("exported") }, [.eventTrigger]),
      (Sample.spec { $0.display.trigger = .delay(seconds: 5) }, [.delay]),
      (Sample.spec { $0.display.frequency = .showUntilDismissed }, [.untilDismissed]),
    ] as [(MessageSpec, [Shortcoming])])
  func `is found`(spec: MessageSpec, expected: [Shortcoming]) {
    #expect(spec.shortcomingsOnIntercom == expected)
  }

  @Test func `is not done where it would reach others or say something else`() {
    let looks = Shortcoming.allCases.filter { $0.grade == .notHonoured }
    #expect(looks == [.delay, .untilDismissed, .image])
  }
}
