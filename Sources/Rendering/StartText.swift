/// The files that a project begins with.
public struct StartText {
  private let page: Page

  public init(_ page: Page) { self.page = page }

  /// A line for each file, and what to do next.
  public func render(_ paths: [String], next: [String]) -> String {
    paths.map { "\(page.ink.green("Created")) \($0.visibleLine)\n" }.joined()
      + next.enumerated().map { "\($0 == 0 ? "Next:" : " then") \($1.visibleLine)\n" }.joined()
  }
}
