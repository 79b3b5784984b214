/// How one list becomes another: what says the same stays, and what stands in one gap of both is
/// changed in place.
struct Alignment {
  enum Step {
    case keep(Int)
    /// An item, by its number before, and the value that it becomes.
    case change(Int, Int)
    case remove(Int)
    case insert(Int)

    /// The number of an item that is still there afterwards.
    var stays: Int? {
      switch self {
      case .keep(let item), .change(let item, _): item
      case .remove, .insert: nil
      }
    }
  }

  private(set) var steps: [Step] = []

  init(_ items: [Node], _ values: [YAMLValue]) {
    // The longest common subsequence: lists of a campaign are short.
    var longest = [[Int]](
      repeating: Array(repeating: 0, count: values.count + 1), count: items.count + 1)
    for item in items.indices.reversed() {
      for value in values.indices.reversed() {
        longest[item][value] =
          values[value].isSaid(by: items[item])
          ? longest[item + 1][value + 1] + 1
          : max(longest[item + 1][value], longest[item][value + 1])
      }
    }
    var (item, value) = (0, 0)
    var gap = (items: [Int](), values: [Int]())
    while item < items.count || value < values.count {
      if item < items.count, value < values.count, values[value].isSaid(by: items[item]) {
        close(&gap)
        steps.append(.keep(item))
        (item, value) = (item + 1, value + 1)
      } else if value == values.count
        || item < items.count && longest[item + 1][value] >= longest[item][value + 1]
      {
        gap.items.append(item)
        item += 1
      } else {
        gap.values.append(value)
        value += 1
      }
    }
    close(&gap)
  }

  private mutating func close(_ gap: inout (items: [Int], values: [Int])) {
    let common = min(gap.items.count, gap.values.count)
    for index in 0..<common { steps.append(.change(gap.items[index], gap.values[index])) }
    steps += gap.items[common...].map(Step.remove) + gap.values[common...].map(Step.insert)
    gap = ([], [])
  }
}
