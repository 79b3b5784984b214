import JSON
import Sandbox
import Testing

@Suite struct `An export of content` {
  @Test func `is under way when it is asked for once, and finished then`() async throws {
    try await withReader { client, _ in
      _ = try await client.read("receive")
      let job = try await client.export()
      #expect(job["status"] == "pending")
      #expect(job["download_url"] == "")
      #expect(job["download_expires_at"] == "")
      let path = try client.path(of: job)
      #expect(try await client.get(path).json["status"] == "in_progress")
      let done = try await client.get(path).json
      #expect(done["status"] == "completed")
      #expect(done["download_expires_at"] == .string("\(1_800_000_000 + 2 * 86_400)"))
      #expect(try await client.get(path).json == done)
    }
  }

  @Test func `ends by itself a minute after it began`() async throws {
    try await withReader { client, clock in
      _ = try await client.read("receive")
      let job = try await client.export()
      clock.advance(61)
      #expect(try await client.get(try client.path(of: job)).json["status"] == "completed")
    }
  }

  @Test func `is refused while another is under way`() async throws {
    try await withReader { client, clock in
      _ = try await client.export()
      let body = #"{"created_at_after":1,"created_at_before":2}"#
      let answer = try await client.post("/export/content/data", body)
      #expect(answer.status == 429)
      #expect(
        try answer.json["errors"]?.array?.first?["message"]
          == "Exceeded rate limit of 1 pending message data export jobs")
      // The window of requests has nothing to do with it.
      #expect(answer.headers["x-ratelimit-remaining"] != "0")
      clock.advance(61)
      #expect(try await client.post("/export/content/data", body).status == 200)
    }
  }

  @Test func `can be cancelled, which lets another begin`() async throws {
    try await withReader { client, _ in
      let job = try await client.export()
      let name = try #require(job["job_identifier"]?.string)
      #expect(try await client.json("/export/cancel/\(name)", "{}")["status"] == "canceled")
      #expect(try await client.get(try client.path(of: job)).json["status"] == "canceled")
      #expect(try await client.get("/download/content/data/\(name)").status == 404)
      #expect(try await client.export()["status"] == "pending")
    }
  }

  @Test func `of a time in which nobody received anything has no data`() async throws {
    try await withReader { client, _ in
      _ = try await client.read("receive", at: 100)
      let done = try await client.finished(try await client.export(from: 101, to: 200))
      #expect(done["status"] == "no_data")
      #expect(done["download_url"] == "")
    }
  }

  @Test func `has one file for each statistic, of whoever received anything in its time`()
    async throws
  {
    try await withReader { client, _ in
      _ = try await client.json(
        "/contacts", #"{"external_id":"u3","name":"Quotes, \"and\" commas"}"#)
      for (action, time) in [("open", 100), ("click", 130), ("click", 120), ("reply", 10_000)] {
        _ = try await client.read(action, at: time)
      }
      _ = try await client.read("dismiss", by: 2, at: 200)
      _ = try await client.read("receive", by: 3, at: 201)
      let job = try await client.finished(try await client.export(from: 100, to: 200))
      let archive = try await client.download(job)
      let head = """
        user_id,user_external_id,company_id,email,name,ruleset_id,content_id,content_type,\
        content_title,ruleset_version_id,receipt_id,received_at,series_id,series_title,node_id
        """
      let reader = "1,u1,-1,jo@acme.test,,1,1,News Item,News,1,1,100,-1,,-1"
      let other = "2,,-1,li@acme.test,,1,1,News Item,News,1,2,200,-1,,-1"
      for file in [
        """
        receipts_20270115_080000.csv\
        \(head),first_open,first_click,first_reply,first_dismissal,first_completion
        \(reader),100,120,10000,,
        \(other),,,,200,

        """,
        "opens_20270115_080000.csv\(head),opened_at\n\(reader),100\n",
        "clicks_20270115_080000.csv\(head),clicked_at\n\(reader),130\n\(reader),120\n",
        "replies_20270115_080000.csv\(head),replied_at\n\(reader),10000\n",
        "dismissals_20270115_080000.csv\(head),dismissed_at\n\(other),200\n",
      ] {
        #expect(archive.contains(file))
      }
      #expect(!archive.contains("completions_"))
    }
  }

  @Test func `writes what would break its lines in quotes`() async throws {
    try await withReader { client, _ in
      _ = try await client.json("/contacts", #"{"external_id":"u3","name":"Say \"hi\", Jo"}"#)
      _ = try await client.read("complete", by: 3)
      let archive = try await client.download(try await client.finished(client.export()))
      #expect(archive.contains(#","Say ""hi"", Jo","#))
      #expect(archive.contains("completed_at"))
    }
  }

  @Test func `can be had for two days`() async throws {
    try await withReader { client, clock in
      _ = try await client.read("receive")
      let job = try await client.finished(try await client.export())
      clock.advance(2 * 86_400 - 1)
      #expect(try await client.download(job).contains("receipts_"))
      clock.advance(1)
      let name = try #require(job["job_identifier"]?.string)
      #expect(try await client.get("/download/content/data/\(name)").status == 404)
    }
  }

  @Test func `is given to who takes bytes`() async throws {
    try await withReader { client, _ in
      _ = try await client.read("receive")
      let job = try await client.finished(try await client.export())
      let name = try #require(job["job_identifier"]?.string)
      let answer = try await client.send(
        "GET", "/download/content/data/\(name)", headers: ["Accept": "application/json"])
      #expect(answer.status == 400)
      #expect(try answer.problems == ["parameter_invalid Accept"])
    }
  }

  @Test(arguments: [
    (#"{"created_at_after":1}"#, "parameter_not_found created_at_before"),
    (#"{"created_at_after":"x","created_at_before":1}"#, "parameter_invalid created_at_after"),
  ])
  func `is refused without a time`(body: String, problem: String) async throws {
    try await withSandbox { _, client in
      let answer = try await client.post("/export/content/data", body)
      #expect(answer.status == 400)
      #expect(try answer.problems == [problem])
    }
  }

  @Test(arguments: [
    ("GET", "export/content/data"), ("POST", "export/cancel"), ("GET", "download/content/data"),
  ])
  func `that there is not is 404`(method: String, path: String) async throws {
    try await withSandbox { _, client in
      let answer = try await client.send(method, "/\(path)/nothing")
      #expect(answer.status == 404)
    }
  }

  @Test(arguments: [
    (#"{"news_item_id":9,"contact_id":1,"action":"click"}"#, 404, "not_found"),
    (#"{"news_item_id":1,"contact_id":9,"action":"click"}"#, 404, "not_found"),
    (#"{"news_item_id":2,"contact_id":1,"action":"click"}"#, 422, "data_invalid news_item_id"),
    (#"{"news_item_id":1,"contact_id":1,"action":"eat"}"#, 422, "data_invalid action"),
    (#"{"news_item_id":1,"contact_id":1}"#, 422, "parameter_not_found action"),
  ])
  func `is of news that somebody could read`(
    body: String, status: Int, problem: String
  ) async throws {
    try await withReader { client, _ in
      _ = try await client.newsItem()
      let answer = try await client.post("/sandbox/news_readings", body)
      #expect(answer.status == status)
      #expect(try answer.problems == [problem])
    }
  }
}

/// A user, a lead, and a live news item.
private func withReader(_ body: (Client, StandingClock) async throws -> Void) async throws {
  let clock = StandingClock()
  try await withSandbox(clock: clock) { _, client in
    try await client.makePeople()
    _ = try await client.newsItem(["state": "live"])
    try await body(client, clock)
  }
}

extension Client {
  fileprivate func read(
    _ action: String, by contact: Int = 1, at time: Int? = nil
  ) async throws -> JSONValue {
    let time = time?.description ?? "null"
    return try await json(
      "/sandbox/news_readings",
      #"{"news_item_id":"1","contact_id":\#(contact),"action":"\#(action)","at":\#(time)}"#)
  }

  fileprivate func export(from: Int = 0, to: Int = 2_000_000_000) async throws -> JSONValue {
    try await json(
      "/export/content/data", #"{"created_at_after":\#(from),"created_at_before":\#(to)}"#)
  }

  fileprivate func path(of job: JSONValue) throws -> String {
    "/export/content/data/\(try #require(job["job_identifier"]?.string))"
  }

  fileprivate func finished(_ job: JSONValue) async throws -> JSONValue {
    _ = try await get(try path(of: job))
    return try await get(try path(of: job)).json
  }

  /// The archive as text, whose bytes that are none are lost.
  fileprivate func download(_ job: JSONValue) async throws -> String {
    let url = try #require(job["download_url"]?.string)
    let path = try #require(url.firstRange(of: "/download/").map { url[$0.lowerBound...] })
    let answer = try await get(String(path))
    #expect(answer.status == 200)
    #expect(answer.headers["content-type"] == "application/octet-stream")
    #expect(answer.headers["content-encoding"] == "zip")
    return answer.body
  }
}
