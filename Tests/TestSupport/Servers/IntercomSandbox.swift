import Foundation

/// `herald sandbox` as a workspace of Intercom's public API behind a gateway, and a project whose
/// environment is there.
package final class IntercomSandbox: Sendable {
  package let bench: Workbench
  package let sandbox: RunningSandbox
  package let gateway: Gateway
  package let variables = ["INTERCOM_TOKEN": RunningSandbox.token]
  private let script: Shared<ProxiedSandbox.Script>

  /// - Parameter people: how many the workspace is filled with.
  package init(people: Int, files: [String: String]) async throws {
    let bench = try Workbench()
    let sandbox = try await RunningSandbox(
      on: bench, arguments: ["--people", "\(people)", "--seed", "7"])
    let script = Shared<ProxiedSandbox.Script> { _, port in .forward(to: port) }
    let gateway = try Gateway { request in script.value(request, sandbox.port) }
    try bench.write(
      "campaigns/herald.yaml",
      Text.project(
        remote: "remote: intercom\nurl: \(gateway.url)\ntoken_env: INTERCOM_TOKEN"))
    for (name, text) in files { try bench.write("campaigns/\(name)", text) }
    (self.bench, self.sandbox, self.gateway, self.script) = (bench, sandbox, gateway, script)
  }

  package func follow(_ script: @escaping ProxiedSandbox.Script) { self.script.set(script) }

  package func herald(_ arguments: String...) async throws -> Output {
    try await bench.herald(arguments, variables: variables)
  }

  /// How many messages each person was sent, by their ids.
  package func inbox() throws -> [String: Int] {
    struct Sends: Decodable {
      struct Send: Decodable { let contact_ids: [String] }
      let data: [Send]
    }
    let sends = try JSONDecoder().decode(
      Sends.self, from: sandbox.get("/sandbox/sends?per_page=1000"))
    return sends.data.flatMap(\.contact_ids).reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}
