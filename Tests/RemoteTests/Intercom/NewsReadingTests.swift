import Archives
import Testing

@testable import Remote

@Suite("An export of what came of news")
struct NewsReadingTests {
  private func readers(
    _ bytes: [UInt8], of item: String = "31", among items: Set<String> = ["31", "32"]
  ) throws -> [NewsReading.Reader] {
    try NewsReading(try Archive(bytes), of: items).readers(of: item)
  }

  @Test("tells who received an item, and what each did, whatever it was done with else")
  func usual() throws {
    #expect(
      try readers(ExportSample.usual) == [
        .init(person: "c1", receivedAt: 1_800_000_000, actions: [.open, .dismissal], opens: 2),
        .init(person: "c2", receivedAt: 1_800_090_000, actions: [.open, .click], opens: 1),
        .init(person: "c3", receivedAt: 1_800_000_000, actions: [.click, .reply], opens: 0),
      ])
    #expect(try readers(ExportSample.usual, of: "32").map(\.actions) == [[.completion]])
    #expect(try readers(ExportSample.usual, of: "77").isEmpty, "nobody asked for it")
  }

  @Test("is read however its columns are called, and counts everybody once")
  func odd() throws {
    #expect(
      try readers(ExportSample.odd) == [
        .init(person: "c1", receivedAt: 1_800_000_000, actions: [.click], opens: 0),
        .init(person: "c2", receivedAt: 1_800_000_000, actions: [.click], opens: 0),
      ])
  }

  @Test("may be one compressed file")
  func gzipped() throws {
    #expect(
      try readers(ExportSample.gzipped) == [
        .init(person: "c1", receivedAt: 1_800_000_000, actions: [.open], opens: 1)
      ])
  }

  @Test(
    "is refused where it cannot be understood, in words that say what is wrong",
    arguments: [
      (
        ExportSample.lacking, "the receipts: there is no column `received_at`"
      ),
      (ExportSample.timeless, "the receipts: a receipt has no time"),
      (ExportSample.nobodys, "the receipts: a receipt is nobody's"),
      (
        ExportSample.table,
        "the receipts: it is no table of comma-separated values"
      ),
    ])
  func wrong(bytes: [UInt8], reason: String) throws {
    let archive = try Archive(bytes)
    #expect(throws: RemoteError.noExport(.unreadable(reason: reason))) {
      try NewsReading(archive, of: ["31"])
    }
  }
}
