import CLibYAML
import Diagnostics

/// Builds the documents of one file from libyaml's events.
struct TreeBuilder: ~Copyable {
  let file: SourceFile
  /// The bytes that ranges count in.
  let bytes: UnsafeBufferPointer<UInt8>
  let standIns: StandIns?
  let limits: Limits

  var events: EventStream
  var offsets: ByteOffsets
  var anchors = Anchors()
  var entries = Pile<Entry>(capacity: 16)
  var items = Pile<Node>(capacity: 16)
  var diagnostics: [Diagnostic] = []
  var nodes = 0
  /// The deepest collection since it was last reset: what an anchor's height is measured by.
  var deepest = 0
  /// The end of the last value, key or indicator read: where a block collection ends.
  var previousEnd = 0
  /// What the document says is not known; it is left out.
  var isDocumentLost = false

  init(
    file: SourceFile, input: UnsafeBufferPointer<UInt8>, original: UnsafeBufferPointer<UInt8>,
    isASCII: Bool, standIns: StandIns?, limits: Limits
  ) {
    self.file = file
    self.bytes = original
    self.standIns = standIns
    self.limits = limits
    events = EventStream(input)
    offsets = ByteOffsets(original, isASCII: isASCII)
  }

  /// Reads to the end, or to what makes going on impossible.
  mutating func read() -> (documents: [Document], diagnostics: [Diagnostic]) {
    var documents: [Document] = []
    do {
      try next()
      try next()
      while events.kind == .document_start {
        let document = try document()
        if !isDocumentLost { documents.append(document) }
        try next()
      }
    } catch {
      // libyaml ended the last document where the wrong line begins; the line belongs to it.
      if error.isAfterDocument, !documents.isEmpty { documents.removeLast() }
      if !isConsequence(error.diagnostic) { diagnostics.append(error.diagnostic) }
    }
    return (documents, diagnostics.count > 1 ? diagnostics.sortedByPlace() : diagnostics)
  }

  /// Steps to the next event, or throws what is wrong with the text.
  mutating func next() throws(ReadingStopped) {
    if events.advance() { return }
    let failure = events.failure
    let place = offsets.offset(of: failure.place)
    let contextPlace = failure.contextPlace.map { offsets.offset(of: $0) }
    throw ReadingStopped(
      diagnostic: SyntaxError(file, failure, at: place, in: contextPlace).diagnostic,
      isAfterDocument: failure.problem == "did not find expected <document start>")
  }

  /// Whether the text after an unquoted `{{name}}` is all that is wrong.
  private func isConsequence(_ diagnostic: Diagnostic) -> Bool {
    guard let cause = diagnostics.last, cause.code == YAMLDiagnostics.keyNotText.code,
      let label = cause.primary, let place = diagnostic.primary?.range.start
    else { return false }
    let line = file.lineRange(at: label.range.start)
    return (line.start...line.end).contains(place)
  }

  /// Notes a problem that reading can go on after.
  mutating func report(_ diagnostic: Diagnostic) throws(ReadingStopped) {
    diagnostics.append(diagnostic)
    guard diagnostics.count < limits.problems else {
      throw ReadingStopped(
        diagnostic: YAMLDiagnostics.tooManyProblems(
          file, limit: limits.problems, at: previousEnd))
    }
  }
}

// Each of these is called at a node's first event and returns at its last.
extension TreeBuilder {
  private mutating func document() throws(ReadingStopped) -> Document {
    let start = offsets.offset(of: events.start)
    previousEnd = offsets.offset(of: events.end)
    isDocumentLost = false
    anchors.removeAll()
    try checkDirectives(from: start)
    try next()
    let isEmpty =
      events.kind == .scalar && events.textLength == 0
      && events.start == events.end
    let root = try node(depth: 0)
    try next()
    return isEmpty
      ? Document(root: nil, range: SourceRange(previousEnd, previousEnd))
      : Document(root: root, range: root.alias ?? root.range)
  }

  private mutating func node(depth: Int) throws(ReadingStopped) -> Node {
    switch events.kind {
    case .alias:
      return try alias(depth: depth)
    case .scalar, .sequence_start, .mapping_start:
      return events.hasAnchor ? try anchored(depth: depth) : try unaliased(depth: depth)
    case .stream_start, .stream_end,
      .document_start, .document_end,
      .sequence_end, .mapping_end:
      preconditionFailure("libyaml ends a node only after it began it")
    }
  }

  private mutating func unaliased(depth: Int) throws(ReadingStopped) -> Node {
    var start = offsets.offset(of: events.start)
    if events.hasAnchor || events.hasTag { start = try startAfterProperties(from: start) }
    try count(1, at: start)
    switch events.kind {
    case .sequence_start:
      return try sequence(from: start, depth: depth + 1)
    case .mapping_start:
      return try mapping(from: start, depth: depth + 1)
    case .scalar, .alias,
      .stream_start, .stream_end,
      .document_start, .document_end,
      .sequence_end, .mapping_end:
      let range = scalarRange(from: start)
      previousEnd = range.end
      return Node(.scalar(Scalar(text(), style: events.style)), range: range)
    }
  }

  private mutating func sequence(from start: Int, depth: Int) throws(ReadingStopped) -> Node {
    try enter(depth, at: start)
    let isFlow = events.isFlow
    previousEnd = isFlow ? start + 1 : start
    let base = items.count
    while true {
      try next()
      if events.kind == .sequence_end { break }
      items.push(try node(depth: depth))
    }
    if isFlow { previousEnd = offsets.offset(of: events.end) }
    return Node(.sequence(items.take(from: base)), range: SourceRange(start, previousEnd))
  }

  private mutating func mapping(from start: Int, depth: Int) throws(ReadingStopped) -> Node {
    try enter(depth, at: start)
    // `[a: b]` is a flow mapping without braces: it ends with its value, as block mappings do.
    let isBraced = events.isFlow && start < bytes.count && bytes[start] == UInt8(ascii: "{")
    previousEnd = isBraced ? start + 1 : start
    let base = entries.count
    var keys = MappingKeys()
    while true {
      try next()
      if events.kind == .mapping_end { break }
      let key = try key(depth: depth)
      try next()
      let value = try node(depth: depth)
      guard let key else { continue }
      if let first = keys.first(as: key.text, among: entries.elements(from: base)) {
        try report(YAMLDiagnostics.duplicateKey(file, key.text, at: key.range, first: first))
      } else {
        entries.push(Entry(key: key.text, keyRange: key.range, value: value))
      }
    }
    if isBraced { previousEnd = max(previousEnd, offsets.offset(of: events.end)) }
    return Node(.mapping(entries.take(from: base)), range: SourceRange(start, previousEnd))
  }

  /// Nil for a key that cannot be one, which is then reported and loses the document.
  private mutating func key(
    depth: Int
  ) throws(ReadingStopped) -> (text: String, range: SourceRange)? {
    let isPlain =
      events.kind == .scalar && events.style == .plain
    let node = try node(depth: depth)
    let range = node.alias ?? node.range
    guard case .scalar(let scalar) = node.content else {
      try lose(YAMLDiagnostics.keyNotText(file, at: range))
      return nil
    }
    if scalar.style == .plain, scalar.text.isEmpty {
      try lose(YAMLDiagnostics.keyMissing(file, at: range))
      return nil
    }
    if isPlain, scalar.text == "<<" {
      try lose(YAMLDiagnostics.mergeKey(file, at: range))
      return nil
    }
    return (scalar.text, range)
  }

  private mutating func text() -> String {
    guard let standIns else { return events.text }
    return standIns.restored(events.text)
  }
}

// Anchors and aliases, and the bounds.
extension TreeBuilder {
  private mutating func anchored(depth: Int) throws(ReadingStopped) -> Node {
    let name = events.anchor ?? ""
    let ticket = anchors.open(name)
    let (nodesBefore, deepestBefore) = (nodes, deepest)
    deepest = depth
    let node = try unaliased(depth: depth)
    anchors.close(
      name, ticket: ticket,
      Anchors.Subtree(node: node, nodes: nodes - nodesBefore, height: deepest - depth))
    deepest = max(deepest, deepestBefore)
    return node
  }

  private mutating func alias(depth: Int) throws(ReadingStopped) -> Node {
    let range = SourceRange(
      offsets.offset(of: events.start), offsets.offset(of: events.end))
    let name = events.text
    previousEnd = range.end
    switch anchors[name] {
    case .known(let subtree):
      try count(subtree.nodes, at: range.start, to: range.end)
      guard depth + subtree.height <= limits.depth else {
        throw ReadingStopped(
          diagnostic: YAMLDiagnostics.tooDeep(file, limit: limits.depth, at: range))
      }
      deepest = max(deepest, depth + subtree.height)
      return Node(subtree.node.content, range: subtree.node.range, alias: range)
    case .open:
      try lose(YAMLDiagnostics.recursiveAlias(file, name, at: range))
    case nil:
      try lose(YAMLDiagnostics.undefinedAlias(file, name, at: range, known: anchors.names))
    }
    return Node(.scalar(Scalar("", style: .plain)), range: range, alias: range)
  }

  /// Reports what makes the document's meaning unknown.
  private mutating func lose(_ diagnostic: Diagnostic) throws(ReadingStopped) {
    isDocumentLost = true
    try report(diagnostic)
  }

  private mutating func enter(_ depth: Int, at start: Int) throws(ReadingStopped) {
    deepest = max(deepest, depth)
    guard depth > limits.depth else { return }
    throw ReadingStopped(
      diagnostic: YAMLDiagnostics.tooDeep(
        file, limit: limits.depth, at: SourceRange(start, min(start + 1, bytes.count))))
  }

  private mutating func count(
    _ more: Int, at start: Int, to end: Int? = nil
  ) throws(ReadingStopped) {
    nodes += more
    guard nodes > limits.nodes else { return }
    throw ReadingStopped(
      diagnostic: YAMLDiagnostics.tooManyNodes(
        file, limit: limits.nodes, at: SourceRange(start, end ?? start)))
  }
}

/// Finds a key that a mapping has already.
private struct MappingKeys {
  /// Empty while the mapping is so small that looking through it costs less.
  private var places: [String: SourceRange] = [:]

  /// The range of an equal key among the mapping's entries so far.
  mutating func first(
    as key: String, among entries: UnsafeBufferPointer<Entry>
  ) -> SourceRange? {
    if entries.count < Self.small {
      for entry in entries where entry.key == key { return entry.keyRange }
      return nil
    }
    if places.isEmpty {
      for entry in entries { places[entry.key] = entry.keyRange }
    } else if let last = entries.last {
      places[last.key] = last.keyRange
    }
    return places[key]
  }

  private static let small = 16
}
