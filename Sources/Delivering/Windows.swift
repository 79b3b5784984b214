import Remote

/// People in portions of a size, from pages of another.
struct Windows: Sendable {
  private let pages: RecipientPages
  private let size: Int
  private var rest: ArraySlice<Recipient> = []
  private var isAtEnd = false

  init(pages: RecipientPages, size: Int) {
    self.pages = pages
    self.size = size
  }

  /// Whether there is certainly nobody left.
  var isEmpty: Bool { isAtEnd && rest.isEmpty }

  /// The next portion; nobody at the end.
  ///
  /// - Parameter goesOn: asked before each page, which may take long.
  mutating func peek(
    while goesOn: () async throws(RemoteError) -> Bool
  ) async throws(RemoteError) -> ArraySlice<Recipient> {
    while rest.count < size, !isAtEnd, try await goesOn() {
      if let page = try await pages.next() { rest += page } else { isAtEnd = true }
    }
    return rest.prefix(size)
  }

  mutating func drop(_ count: Int) { rest = rest.dropFirst(count) }
}
