extension JSONValue {
  /// How many arrays and objects may be open at once unless a caller says otherwise.
  public static let defaultDepth = 128

  /// Reads one JSON value as RFC 8259 has it, and nothing around it but white space.
  ///
  /// Stricter than the RFC demands: two members of one name, half a surrogate pair and invalid UTF-8
  /// are errors. A number without fraction and exponent is an `.integer` when it fits into 64 bits,
  /// and a `.number` otherwise; `-0` is the integer 0.
  ///
  /// - Parameter depth: how many arrays and objects may be open at once. Reading recurses: a
  ///   thousand is safe on every thread.
  public init(parsing bytes: [UInt8], depth: Int = defaultDepth) throws(JSONError) {
    self = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
      try JSONValue(parsing: UnsafeRawBufferPointer(buffer), depth: depth)
    }
  }

  /// Reads one JSON value from a text.
  public init(parsing text: String, depth: Int = defaultDepth) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), depth: depth)
  }

  /// Reads one JSON value from memory that is only read during the call.
  public init(
    parsing bytes: UnsafeRawBufferPointer, depth: Int = defaultDepth
  ) throws(JSONError) {
    guard let base = bytes.baseAddress else { throw JSONError(.endsEarly, at: 0) }
    var parser = JSONParser(base: base, count: bytes.count, depthLeft: depth)
    self = try parser.document()
  }
}
