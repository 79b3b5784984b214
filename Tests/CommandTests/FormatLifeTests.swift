import TestSupport
import Testing

/// What happens to a message from its first apply to its last.
@Suite struct `A message's life` {
  struct Format: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: @Sendable (_ body: String) -> String
  }

  static let formats = [
    Format(testDescription: "chat") { Text.chat("it", body: $0) },
    Format(testDescription: "post") { Text.post("it", body: $0) },
    Format(testDescription: "tooltip") { Text.tooltip("it", body: $0) },
    Format(testDescription: "bot") { Text.bot("it", body: $0) },
  ]

  @Test(arguments: formats)
  func `goes through create, update, revert, removal and back`(format: Format) async throws {
    let other = Text.chat("other")
    let bench = try Workbench.project([
      "it.yaml": format.text("Good morning."), "other.yaml": other,
    ])
    try await apply(bench)
    let id = try #require(try await Listing(of: bench)["it"]?.id)

    try bench.write("campaigns/it.yaml", format.text("Good evening."))
    let changed = try await bench.herald("plan")
    #expect(changed.stdout.contains("Good [-morning-]{+evening+}."), "\(changed.stdout)")
    try await apply(bench)
    try await expectNoChanges(bench)

    try bench.write("campaigns/it.yaml", format.text("Good morning."))
    try await apply(bench)
    try await expectNoChanges(bench)
    #expect(try await Listing(of: bench)["it"]?.id == id)

    try bench.remove("campaigns/it.yaml")
    let removed = try await bench.herald("plan")
    #expect(removed.stdout.contains("removed from campaigns/it.yaml"), "\(removed.stdout)")
    #expect(removed.stdout.contains("1 to delete"))
    try await apply(bench)
    try await expectNoChanges(bench)
    #expect(try await Listing(of: bench).keys == ["other"])

    try bench.write("campaigns/it.yaml", format.text("Good morning."))
    try await apply(bench)
    try await expectNoChanges(bench)
    #expect(try await Listing(of: bench).keys == ["it", "other"])
  }

  @Test func `comes back as the same message once people have seen it`() async throws {
    let bench = try Workbench.project([
      "it.yaml": Text.chat("it"), "other.yaml": Text.chat("other"),
    ])
    try await apply(bench)
    let id = try #require(try await Listing(of: bench)["it"]?.id)
    try await bench.show(message: id)

    try bench.remove("campaigns/it.yaml")
    let removed = try await bench.herald("plan")
    #expect(removed.stdout.contains("1 to archive"), "\(removed.stdout)")
    try await apply(bench)
    try await expectNoChanges(bench)
    #expect(try await Listing(of: bench)["it"]?.state == "archived")

    try bench.write("campaigns/it.yaml", Text.chat("it"))
    try await apply(bench)
    try await expectNoChanges(bench)
    let back = try #require(try await Listing(of: bench)["it"])
    #expect(back.id == id)
    #expect(back.state == "live")
  }

  @Test func `is replaced when its format changes after people have seen it`() async throws {
    let bench = try Workbench.project([
      "it.yaml": Text.chat("it"), "other.yaml": Text.chat("other"),
    ])
    try await apply(bench)
    let id = try #require(try await Listing(of: bench)["it"]?.id)
    try await bench.show(message: id)
    try bench.write("campaigns/it.yaml", Text.tooltip("it"))
    let planned = try await bench.herald("plan")
    #expect(planned.stdout.contains("1 to replace"), "\(planned.stdout)")
    try await apply(bench)
    try await expectNoChanges(bench)
    #expect(try await Listing(of: bench).all.map(\.state).sorted() == ["archived", "live", "live"])
  }

  @Test func `keeps its id through a rename and the rename's revert`() async throws {
    let bench = try Workbench.project([
      "it.yaml": Text.chat("it"), "other.yaml": Text.chat("other"),
    ])
    try await apply(bench)
    let id = try #require(try await Listing(of: bench)["it"]?.id)

    try bench.write("campaigns/it.yaml", Text.chat("that", "previously: [it]\n"))
    let renamed = try await bench.herald("plan")
    #expect(renamed.stdout.contains("it → that"), "\(renamed.stdout)")
    try await apply(bench)
    try await expectNoChanges(bench)
    #expect(try await Listing(of: bench)["that"]?.id == id)

    try bench.write("campaigns/it.yaml", Text.chat("it"))
    try await apply(bench)
    try await expectNoChanges(bench)
    let listing = try await Listing(of: bench)
    #expect(listing["it"]?.id == id)
    #expect(listing.keys == ["it", "other"])
  }
}
