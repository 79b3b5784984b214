import ArgumentParser
import Rendering
import Workflows

/// What a page is called where nobody says it.
protocol PageName: Sendable {
  /// A file in the current folder.
  static var usual: String { get }
}

/// `--out`, for commands that write a page.
struct PageOptions<Name: PageName>: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file, which is replaced; - is standard output.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var out = Name.usual

  private var isOutput: Bool { out == "-" }

  /// Whether it can be written: said before anything is asked for it.
  func check() throws(Failure) {
    if !isOutput { try OutputFile.check(out) }
  }

  /// Writes the page whole, or not at all, and says where it is.
  func write(_ page: String, of campaigns: Int, to console: Console) -> Set<Verdict> {
    if isOutput {
      console.output.write(page)
      return []
    }
    guard console.save(page, to: out) else { return [.failed] }
    console.output.write(PageText(console.output.page).render(out, of: campaigns))
    return []
  }
}
