package import Audiences
package import Diagnostics
package import YAML

/// The rule of an audience document, before the documents that it names are known.
package struct NamedRule: Sendable {
  package let name: String
  package let file: SourceFile
  /// The bytes of the name.
  package let nameRange: SourceRange
  package let node: Node

  package init(name: String, file: SourceFile, nameRange: SourceRange, node: Node) {
    self.name = name
    self.file = file
    self.nameRange = nameRange
    self.node = node
  }
}

/// Reads audience documents, each after those that it names.
package struct AudienceResolver {
  /// The rules of the documents that are sound.
  package private(set) var rules: [String: Rule] = [:]
  /// The names of the documents that exist and are not sound.
  package private(set) var broken: Set<String>
  package private(set) var diagnostics: [Diagnostic] = []

  private let documents: [NamedRule]
  private let references: [[AudienceReference]]
  private let indices: [String: Int]

  /// Reads all documents; of those with equal names the first.
  ///
  /// `broken` are names of documents that were left out because of errors told elsewhere. The law:
  /// every document is in `rules` or in `broken` afterwards.
  package init(
    _ documents: [NamedRule], broken: Set<String>,
    fill: (SourceFile, String, SourceRange) -> String
  ) {
    self.documents = documents
    self.broken = broken
    indices = Dictionary(
      documents.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    references = documents.map { document in
      var reader = AudienceReader(document.file, audiences: .unread)
      _ = reader.read(document.node) { text, _ in text }
      return reader.references
    }
    readInOrder(fill)
  }

  /// What `AudienceReader` needs to read the rules of campaigns.
  package var audiences: KnownAudiences { .read(rules, broken: broken) }

  /// Reads what names nothing unread, over and over; where nothing is left but circles, breaks one.
  private mutating func readInOrder(_ fill: (SourceFile, String, SourceRange) -> String) {
    var waiting = documents.map { _ in 0 }
    var dependants: [[Int]] = documents.map { _ in [] }
    for (index, names) in references.enumerated() {
      for name in names {
        guard let needed = indices[name.name] else { continue }
        waiting[index] += 1
        dependants[needed].append(index)
      }
    }
    var isRead = documents.map { _ in false }
    var ready = documents.indices.filter { waiting[$0] == 0 }
    var firstUnread = 0
    while true {
      while let index = ready.popLast() {
        guard !isRead[index] else { continue }
        isRead[index] = true
        if indices[documents[index].name] == index { read(documents[index], fill) }
        for dependant in dependants[index] {
          waiting[dependant] -= 1
          if waiting[dependant] == 0 { ready.append(dependant) }
        }
      }
      while firstUnread < documents.count, isRead[firstUnread] { firstUnread += 1 }
      guard firstUnread < documents.count else { return }
      let circle = circle(from: firstUnread, isRead)
      reportCircle(circle)
      for index in circle { broken.insert(documents[index].name) }
      ready += circle
    }
  }

  private mutating func read(
    _ document: NamedRule, _ fill: (SourceFile, String, SourceRange) -> String
  ) {
    guard !broken.contains(document.name) else { return }
    var reader = AudienceReader(document.file, audiences: audiences)
    let rule = reader.read(document.node) { text, range in fill(document.file, text, range) }
    diagnostics += reader.diagnostics
    if let rule {
      rules[document.name] = rule
    } else {
      broken.insert(document.name)
    }
  }

  /// The documents of one circle, the first of the file's order in front: every unread document
  /// names an unread one, so following the first such name comes back to where it was.
  private func circle(from start: Int, _ isRead: [Bool]) -> [Int] {
    var path: [Int] = []
    var places: [Int: Int] = [:]
    var current = start
    while places[current] == nil {
      places[current] = path.count
      path.append(current)
      let next = references[current].lazy.compactMap { indices[$0.name] }.first { !isRead[$0] }
      guard let next else { preconditionFailure("a document that waits names an unread one") }
      current = next
    }
    let circle = Array(path[(places[current] ?? 0)...])
    let first = circle.indices.min { circle[$0] < circle[$1] } ?? 0
    return Array(circle[first...] + circle[..<first])
  }

  private mutating func reportCircle(_ circle: [Int]) {
    let names = circle.map { documents[$0].name }
    let uses = circle.indices.map { position in
      let next = names[(position + 1) % names.count]
      let document = documents[circle[position]]
      let use = references[circle[position]].first { $0.name == next }
      return Label(
        document.file, use?.range ?? document.nameRange,
        "\(Shown.value(document.name)) names \(Shown.value(next)) here")
    }
    let shown = names.count > 8 ? names.prefix(8) + ["…"] : names[...]
    let path = (shown + [names[0]]).joined(separator: " → ")
    diagnostics.append(
      Diagnostic(
        .audienceCycle, "the audience \(Shown.value(names[0])) is made of itself: \(path)",
        at: uses[0], also: Array(uses.dropFirst().prefix(8)),
        help: ["let one of them say its rule without naming the next"]))
  }
}
