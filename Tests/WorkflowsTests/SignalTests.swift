import Foundation
import Testing
import Workflows

@Suite struct `A signal` {
  @Test(.timeLimit(.minutes(5))) func `that comes before anybody listens is heard`() async {
    let signals = Signals([SIGUSR1, SIGUSR2])
    #expect(kill(getpid(), SIGUSR1) == 0)
    #expect(kill(getpid(), SIGUSR2) == 0)
    let (heard, hear) = AsyncStream<Int32>.makeStream()
    signals.listen { hear.yield($0) }
    var numbers: Set<Int32> = []
    for await number in heard where numbers.insert(number).inserted {
      if numbers.count == 2 { break }
    }
    #expect(numbers == [SIGUSR1, SIGUSR2])
  }
}
