@testable import PullRequests
import Testing

@Suite struct `A pull request` {
  private static let github = ["GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "acme/growth"]

  @Test func `of GitHub has its number in the event's file`() throws {
    let found = try PullRequest(
      variables: Self.github.merging(["GITHUB_EVENT_PATH": "event", "GITHUB_RUN_ID": "12"]) { $1 },
      number: nil
    ) { $0 == "event" ? Array(#"{"pull_request":{"number":7}}"#.utf8) : nil }
    #expect(found.host == .github)
    #expect(found.apiURL == "https://api.github.com")
    #expect(found.number == 7)
    #expect(found.run == 12)
  }

  @Test func `of GitLab is one of the project that it goes to`() throws {
    let found = try PullRequest(
      variables: [
        "GITLAB_CI": "true", "CI_API_V4_URL": "https://gitlab.acme.test/api/v4/",
        "CI_PROJECT_ID": "1", "CI_MERGE_REQUEST_PROJECT_ID": "2", "CI_MERGE_REQUEST_IID": "3",
      ], number: nil
    ) { _ in nil }
    #expect(found.host == .gitlab)
    #expect(found.apiURL == "https://gitlab.acme.test/api/v4")
    #expect(found.repository == "2")
    #expect(found.number == 3)
  }

  @Test(arguments: ["", "acme", "acme/", "/growth", "a/b/c"])
  func `needs a repository's name`(name: String) {
    #expect(throws: PullRequestProblem.variable("GITHUB_REPOSITORY")) {
      try PullRequest(
        variables: ["GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": name], number: 7
      ) { _ in nil }
    }
  }

  @Test(arguments: [
    (#"{"pull_request":{"number":7}}"#, 7), (#"{"issue":{"number":8,"pull_request":{}}}"#, 8),
    (#"{"issue":{"number":8}}"#, nil), (#"{"number":9}"#, nil), ("", nil), ("[]", nil),
    (#"{"pull_request":{"number":"7"}}"#, nil),
  ])
  func `of GitHub is what the event is about`(event: String, number: Int?) {
    let variables = Self.github.merging(["GITHUB_EVENT_PATH": "event"]) { $1 }
    let found = Result { () throws(PullRequestProblem) in
      try PullRequest(variables: variables, number: nil) { _ in Array(event.utf8) }.number
    }
    #expect(found == number.map(Result.success) ?? .failure(.noNumber(.github)))
  }

  @Test func `needs a host and a number`() {
    #expect(throws: PullRequestProblem.noHost) {
      try PullRequest(variables: [:], number: 7) { _ in Array("7".utf8) }
    }
    #expect(throws: PullRequestProblem.noNumber(.github)) {
      try PullRequest(variables: Self.github, number: nil) { _ in Array("7".utf8) }
    }
  }
}

@Suite struct `The mark of a comment` {
  private let mark = CommentMarker(project: "shop", environment: "test", run: 12)

  @Test func `is read back with its run`() {
    #expect(mark.reading(mark.line + "\nText").isThere)
    #expect(mark.reading(mark.line + "\nText").run == 12)
    #expect(mark.reading(mark.line + "\r\nText").isThere)
    let bare = CommentMarker(project: "shop", environment: "test", run: nil)
    #expect(mark.reading(bare.line).isThere)
    #expect(mark.reading(bare.line).run == nil)
  }

  @Test(arguments: [
    CommentMarker(project: "shop", environment: "tes", run: nil),
    CommentMarker(project: "shop", environment: "test2", run: nil),
    CommentMarker(project: "shop2", environment: "test", run: 12),
    CommentMarker(project: "shop environment=test", environment: "", run: 12),
  ])
  func `is not that of another project or environment`(other: CommentMarker) {
    #expect(!mark.reading(other.line + "\nText").isThere)
    #expect(other.reading(other.line + "\nText").isThere)
  }

  @Test func `stands on the first line`() {
    #expect(!mark.reading("Look:\n" + mark.line).isThere)
    #expect(!mark.reading("> " + mark.line).isThere)
  }

  @Test(arguments: ["-->", "a\nb", "--!>", "\u{202E}", "<!--"])
  func `is one line that no name can end`(name: String) {
    let line = CommentMarker(project: name, environment: name, run: nil).line
    #expect(line.allSatisfy { $0.isASCII && !$0.isNewline })
    #expect(line.ranges(of: ">").count == 1)
  }
}

@Suite struct `A list's link` {
  @Test(arguments: [
    (
      "<https://a.test/x?page=2>; rel=\"next\", <https://a.test/x?page=9>; rel=\"last\"",
      "https://a.test/x?page=2"
    ),
    (
      "<https://a.test/x?page=1>; rel=\"prev\", <https://a.test/x?a=1,2&page=3>; rel=next",
      "https://a.test/x?a=1,2&page=3"
    ),
    ("<https://a.test/x>; title=\"t\"; rel=\"next\"", "https://a.test/x"),
  ])
  func `says where it goes on`(header: String, next: String) {
    #expect(LinkHeader.next(header) == next)
  }

  @Test(arguments: ["", "<https://a.test/x>; rel=\"last\"", "rel=\"next\"", "<https://a.test"])
  func `says that it ends`(header: String) { #expect(LinkHeader.next(header) == nil) }
}
