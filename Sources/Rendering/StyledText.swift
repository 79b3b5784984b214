/// A line of text in several styles, which can be broken to a width before it is painted.
struct StyledText {
  enum Style {
    case plain, bold, dim, red, green, yellow, blue, magenta
  }

  struct Run {
    var text: String
    var style: Style
  }

  private(set) var runs: [Run] = []

  init() {}

  init(_ text: String, _ style: Style = .plain) { append(text, style) }

  mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    if let last = runs.last, last.style == style {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text: text, style: style))
    }
  }

  static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    for run in right.runs { sum.append(run.text, run.style) }
    return sum
  }

  var columns: Int { runs.reduce(0) { $0 + $1.text.columns } }

  func painted(_ ink: Ink) -> String { runs.map { ink.paint($0.text, $0.style) }.joined() }

  /// The text on lines of at most a width, the first of which starts at a column and the others
  /// under `hanging`; broken between words, or within one that is too long. Each ends in a line break.
  func painted(_ ink: Ink, from column: Int, hanging: Int, width: Int?) -> String {
    let indent = StyledText(String(repeating: " ", count: hanging))
    return painted(ink, from: column, under: indent, width: width)
  }

  /// The same with something in front of the other lines.
  func painted(_ ink: Ink, from column: Int, under indent: StyledText, width: Int?) -> String {
    guard let width, column + columns > width else { return painted(ink) + "\n" }
    let hanging = indent.columns
    var lines = LineFilling(column: column, hanging: hanging, width: max(width, hanging + 16))
    for word in words { lines.add(word) }
    return lines.finished.enumerated()
      .map { ($0 == 0 ? "" : indent.painted(ink)) + $1.painted(ink) + "\n" }.joined()
  }

  /// What is not broken, each with the white space that precedes it.
  private var words: [(space: StyledText, word: StyledText)] {
    var words: [(space: StyledText, word: StyledText)] = []
    var space = StyledText()
    var word = StyledText()
    for run in runs {
      for character in run.text {
        let text = String(character)
        if character == " " {
          if !word.runs.isEmpty {
            words.append((space, word))
            (space, word) = (StyledText(), StyledText())
          }
          space.append(text, run.style)
        } else {
          word.append(text, run.style)
        }
      }
    }
    words.append((space, word))
    return words
  }

  /// The first part of at most so many columns, and the rest. It looks no further than it has to: a
  /// word may be as long as a file.
  fileprivate func split(at room: Int) -> (StyledText, StyledText) {
    var head = StyledText()
    var used = 0
    for (index, run) in runs.enumerated() {
      for place in run.text.indices {
        let text = String(run.text[place])
        used += text.columns
        guard used > room else {
          head.append(text, run.style)
          continue
        }
        var tail = StyledText(String(run.text[place...]), run.style)
        for later in runs[(index + 1)...] { tail.append(later.text, later.style) }
        return (head, tail)
      }
    }
    return (head, StyledText())
  }
}

/// Lines that are filled word by word.
private struct LineFilling {
  private var lines: [StyledText] = []
  private var line = StyledText()
  private var column: Int
  private let hanging: Int
  private let width: Int

  init(column: Int, hanging: Int, width: Int) {
    self.column = column
    self.hanging = hanging
    self.width = width
  }

  mutating func add(_ piece: (space: StyledText, word: StyledText)) {
    var word = piece.word
    if column + piece.space.columns + word.columns <= width {
      put(piece.space + word)
      return
    }
    if !line.runs.isEmpty { breakLine() }
    var columns = word.columns
    while column + columns > width {
      let (head, tail) = word.split(at: width - column)
      guard !head.runs.isEmpty, !tail.runs.isEmpty else { break }
      columns -= head.columns
      put(head)
      breakLine()
      word = tail
    }
    put(word)
  }

  var finished: [StyledText] { line.runs.isEmpty ? lines : lines + [line] }

  private mutating func put(_ text: StyledText) {
    line = line + text
    column += text.columns
  }

  private mutating func breakLine() {
    lines.append(line)
    line = StyledText()
    column = hanging
  }
}

extension Ink {
  func paint(_ text: String, _ style: StyledText.Style) -> String {
    switch style {
    case .plain: text
    case .bold: bold(text)
    case .dim: dim(text)
    case .red: red(text)
    case .green: green(text)
    case .yellow: yellow(text)
    case .blue: blue(text)
    case .magenta: magenta(text)
    }
  }
}
