import Archives
import Audiences
import Hummingbird
import JSON

/// `/export/content/data`, what lies below it, and the sandbox's own readers of news.
struct ExportRoutes: Sendable {
  let store: Store
  let clock: @Sendable () -> Int64

  func begin(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let asked = try ExportRequest(reading: await RequestBody.read(request))
    return .json(try await store.begin(asked, at: clock()).json(Self.origin(request)))
  }

  func read(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    .json(try await store.ask(Self.job(context), at: clock()).json(Self.origin(request)))
  }

  func cancel(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    .json(try await store.cancel(Self.job(context), at: clock()).json(Self.origin(request)))
  }

  /// The files as one archive. It is called an encoding of the answer, as Intercom does, which clients
  /// that decode answers by themselves stumble over.
  func download(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let accept = request.headers[.accept] ?? "*/*"
    guard ["application/octet-stream", "application/*", "*/*"].contains(where: accept.contains)
    else {
      throw Refusal(
        Problem(.parameterInvalid, "Accept must be application/octet-stream", field: "Accept"))
    }
    let job = try await store.finishedJob(Self.job(context), at: clock())
    let suffix = Self.timestamp(job.finishedAt ?? job.createdAt)
    let zip = StoredZip(
      try await store.exportFiles(of: job).map { kind, lines in
        ("\(kind)_\(suffix).csv", Array(lines.map(Self.line).joined().utf8))
      })
    return Response(
      status: .ok,
      headers: [.contentType: "application/octet-stream", .contentEncoding: "zip"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: zip.bytes)))
  }

  /// That somebody did something with a news item.
  func keepReading(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let reading = try Reading(reading: await RequestBody.read(request))
    let receipt = try await store.keep(reading, at: clock())
    return .json(["type": "news_reading", "receipt_id": .string(receipt.description)])
  }

  private static func job(_ context: ConnectionContext) -> String {
    context.parameters.get("job_identifier") ?? ""
  }

  private static func origin(_ request: Request) -> String {
    "http://\(request.head.authority ?? "127.0.0.1")"
  }

  /// A line of CSV, with quotes where a value needs them.
  private static func line(_ values: [String?]) -> String {
    values.map { value in
      guard let value else { return "" }
      let isPlain = !value.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
      return isPlain ? value : "\"\(value.replacing("\"", with: "\"\""))\""
    }.joined(separator: ",") + "\n"
  }

  /// `20261123_181306`, in UTC.
  private static func timestamp(_ time: Int64) -> String {
    guard let day = CalendarDate(daysSince1970: Int(time / 86_400)) else {
      preconditionFailure("a time that was taken lies in the calendar")
    }
    let clock = time % 86_400
    let numbers = [clock / 3_600, clock / 60 % 60, clock % 60].map { number in
      number < 10 ? "0\(number)" : "\(number)"
    }
    return "\(day)".replacing("-", with: "") + "_" + numbers.joined()
  }
}
