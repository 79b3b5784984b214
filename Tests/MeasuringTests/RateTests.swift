import Measuring
import Testing

@Suite struct `A rate` {
  // From Wilson's formula with z = 1.959964, worked out with another program.
  @Test(arguments: [
    (0, 100, 0.0, 0.036993), (1, 100, 0.001767, 0.054486), (50, 100, 0.403832, 0.596168),
    (81, 263, 0.255289, 0.366210), (100, 100, 0.963007, 1.0),
  ])
  func `has the interval that Wilson gives it`(
    count: Int, total: Int, low: Double, high: Double
  ) throws {
    let interval = try #require(Rate(count, of: total)).interval
    #expect(abs(interval.low - low) < 0.00001)
    #expect(abs(interval.high - high) < 0.00001)
  }

  // Newcombe 1998, table II, example (a), method 10: 56/70 and 48/80.
  @Test func `differs from another as Newcombe has it`() throws {
    let difference = try #require(Rate(56, of: 70)).difference(
      from: try #require(Rate(48, of: 80)))
    #expect(abs(difference.points - 0.2) < 0.00001)
    #expect(abs(difference.interval.low - 0.0524) < 0.0001)
    #expect(abs(difference.interval.high - 0.3339) < 0.0001)
    #expect(difference.direction == .up)
  }

  @Test func `of the same share as another is level`() throws {
    let rate = try #require(Rate(30, of: 100))
    #expect(rate.difference(from: rate).direction == .level)
  }

  @Test func `is none where nobody is counted, or more than all`() {
    #expect(Rate(0, of: 0) == nil)
    #expect(Rate(2, of: 1) == nil)
    #expect(Rate(-1, of: 1) == nil)
  }

  @Test func `has an interval that holds it and lies within none and all, of any size`() throws {
    for total in 1...200 {
      for count in 0...total {
        let rate = try #require(Rate(count, of: total))
        let interval = rate.interval
        #expect(interval.low <= rate.share && rate.share <= interval.high)
        #expect(0 <= interval.low && interval.high <= 1)
      }
    }
  }
}
