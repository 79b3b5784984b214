extension JSONValue {
  /// The value on one line without white space, members in their order, as UTF-8.
  public func compact() -> [UInt8] {
    var writer = JSONWriter(layout: .compact, order: .declared)
    writer.write(self)
    return writer.bytes
  }

  /// The value on one line without white space, members in their order.
  public var compactText: String { String(decoding: compact(), as: UTF8.self) }

  /// The value over several lines, indented by two spaces, members in their order. It ends without
  /// a line break unless `endsLine` asks for one.
  public func pretty(endsLine: Bool = false) -> String {
    var writer = JSONWriter(layout: .indented, order: .declared)
    writer.write(self)
    return String(decoding: writer.bytes, as: UTF8.self) + (endsLine ? "\n" : "")
  }

  /// The bytes that stand for the value in a hash: as `compact()`, members sorted by the bytes of
  /// their names, so that the order in which they were declared does not matter.
  public func canonical() -> [UInt8] {
    var writer = JSONWriter(layout: .compact, order: .byName)
    writer.write(self)
    return writer.bytes
  }
}

/// Appends values as JSON.
///
/// Floats are written as briefly as they read back equal, whole ones with `.0` so that they stay
/// floats. Only what JSON wants escaped is escaped: quotes, backslashes, control characters.
struct JSONWriter {
  enum Layout { case compact, indented }
  enum Order { case declared, byName }

  private(set) var bytes: [UInt8] = []
  private let layout: Layout
  private let order: Order
  private var depth = 0

  init(layout: Layout, order: Order) {
    self.layout = layout
    self.order = order
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: append("null")
    case .boolean(let value): append(value ? "true" : "false")
    case .integer(let value): append(value.description)
    case .number(let value):
      precondition(value.isFinite, "JSON has no way to write an infinite or undefined number")
      append(value.description)
    case .string(let value): write(value)
    case .array(let elements):
      writeList(elements, ASCII.openBracket, ASCII.closeBracket) { $0.write($1) }
    case .object(let object):
      writeList(ordered(object.members), ASCII.openBrace, ASCII.closeBrace) { $0.write($1) }
    }
  }

  private mutating func write(_ member: JSONObject.Member) {
    write(member.name)
    bytes.append(ASCII.colon)
    if layout == .indented { bytes.append(ASCII.space) }
    write(member.value)
  }

  private mutating func writeList<Item>(
    _ items: [Item], _ open: UInt8, _ close: UInt8, item write: (inout JSONWriter, Item) -> Void
  ) {
    bytes.append(open)
    depth += 1
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(ASCII.comma) }
      breakLine()
      write(&self, item)
    }
    depth -= 1
    if !items.isEmpty { breakLine() }
    bytes.append(close)
  }

  private func ordered(_ members: [JSONObject.Member]) -> [JSONObject.Member] {
    switch order {
    case .declared: members
    case .byName: members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
  }

  private mutating func breakLine() {
    if layout == .compact { return }
    bytes.append(ASCII.lineFeed)
    bytes.append(contentsOf: repeatElement(ASCII.space, count: 2 * depth))
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }
}

// MARK: - Strings

extension JSONWriter {
  private mutating func write(_ text: String) {
    bytes.append(ASCII.quote)
    var text = text
    text.withUTF8 { utf8 in
      var plainFrom = 0
      for index in utf8.indices {
        let byte = utf8[index]
        guard byte < ASCII.space || byte == ASCII.quote || byte == ASCII.backslash else { continue }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plainFrom..<index]))
        escape(byte)
        plainFrom = index + 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plainFrom...]))
    }
    bytes.append(ASCII.quote)
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(ASCII.backslash)
    switch byte {
    case ASCII.quote, ASCII.backslash: bytes.append(byte)
    case ASCII.backspace: bytes.append(UInt8(ascii: "b"))
    case ASCII.formFeed: bytes.append(UInt8(ascii: "f"))
    case ASCII.lineFeed: bytes.append(UInt8(ascii: "n"))
    case ASCII.carriageReturn: bytes.append(UInt8(ascii: "r"))
    case ASCII.tab: bytes.append(UInt8(ascii: "t"))
    default:
      append("u00")
      bytes.append(Self.hexadecimal[Int(byte >> 4)])
      bytes.append(Self.hexadecimal[Int(byte & 0xF)])
    }
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)
}
