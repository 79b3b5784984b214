/// Where a page is that was written.
public struct PageText {
  private let page: Page

  public init(_ page: Page) { self.page = page }

  /// As `Wrote report.html: 14 campaigns`.
  public func render(_ path: String, of campaigns: Int) -> String {
    "\(page.ink.green("Wrote")) \(path.visibleLine): \(campaigns.counted("campaign"))\n"
  }
}
