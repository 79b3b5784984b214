import Diagnostics
import JSON
import Rendering
import Workflows

typealias ReviewFormats = ResultFormats<ReviewFormat>

/// The forms of what is reviewed: files, plans, and what came of them.
enum ReviewFormat: String, FormatName {
  case text, json, markdown, html, github, gitlab, sarif

  /// The same among the forms of other results; nil where those have none such.
  var dataFormat: DataFormat? {
    switch self {
    case .text: .text
    case .json: .json
    case .markdown, .html, .github, .gitlab, .sarif: nil
    }
  }
}

extension Review {
  /// Of a command on this machine. `prefix` is what the paths of the project's files begin with.
  init(of command: String, _ result: Result, _ diagnostics: [Diagnostic], prefix: String) {
    let surroundings = Surroundings.system
    self.init(
      command: command, result, diagnostics: diagnostics, pathPrefix: prefix,
      paths: RepositoryPaths(
        root: surroundings.repositoryRoot, currentFolder: surroundings.currentFolder),
      kinds: DiagnosticCatalogue.all)
  }

  /// What stopped a command before it had a result.
  fileprivate init(of command: String, _ failure: Failure) {
    if case .files(let diagnostics) = failure {
      self.init(of: command, .filesWrong, diagnostics, prefix: "")
    } else {
      let trouble = Trouble(failure.sentence, help: failure.help ?? "")
      self.init(of: command, .failed(trouble), [], prefix: "")
    }
  }

  /// The whole file, or all that goes to standard output.
  func render(
    _ format: ReviewFormat, text: () -> String, json: () -> JSONValue
  ) -> String {
    switch format {
    case .text: text()
    case .json: json().pretty(endsLine: true)
    case .markdown: ReviewMarkdown().render(self)
    case .html: ReviewHTML().render(self)
    case .github: GitHubAnnotations().render(self)
    case .gitlab: GitLabReport().render(self).pretty(endsLine: true)
    case .sarif: SARIFLog(version: Version.number).render(self).pretty(endsLine: true)
    }
  }
}

/// Runs a command's work as `reporting` does. Where it comes to no result, the files of `--format` say
/// why, so that CI can show them; those of text and data, which have no form for that, are emptied.
func reviewing(
  _ format: ReviewFormats, of command: String, to console: Console,
  _ work: () async throws -> Set<Verdict>
) async throws {
  try await reporting(to: console) {
    do {
      return try await work()
    } catch let failure as Failure {
      let review = Review(of: command, failure)
      if format.shown.dataFormat == nil { console.output.write(review.rendered(format.shown)) }
      console.explain(failure)
      return Set([failure.verdict]).union(
        format.files(of: review, insteadOf: failure, to: console))
    }
  }
}

extension Review {
  fileprivate func rendered(_ format: ReviewFormat) -> String {
    render(format, text: { "" }, json: { .null })
  }
}

extension ReviewFormats {
  /// Writes the files of a failure, but for one that is itself what failed.
  fileprivate func files(
    of review: Review, insteadOf failure: Failure, to console: Console
  ) -> Set<Verdict> {
    var verdicts: Set<Verdict> = []
    for format in formats {
      guard let file = format.file else { continue }
      if case .unwritable(file, _) = failure { continue }
      do throws(Failure) {
        try OutputFile.check(file)
        if format.name.dataFormat == nil {
          try OutputFile.write(review.rendered(format.name), to: file)
        } else {
          try OutputFile.empty(file)
        }
      } catch {
        console.explain(error)
        verdicts.insert(.failed)
      }
    }
    return verdicts
  }
}
