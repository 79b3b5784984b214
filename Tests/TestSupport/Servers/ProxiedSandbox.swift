/// `herald sandbox` behind a gateway, and a project that knows the gateway alone.
package final class ProxiedSandbox: Sendable {
  package typealias Script = @Sendable (Request, _ sandbox: UInt16) -> Gateway.Verdict

  package let bench: Workbench
  package let sandbox: RunningSandbox
  package let gateway: Gateway
  package let variables = ["HERALD_TOKEN": RunningSandbox.token]
  private let script: Shared<Script>

  /// Forwards everything until `follow` says otherwise.
  package init(files: [String: String]) async throws {
    let bench = try Workbench()
    let sandbox = try await RunningSandbox(on: bench)
    let script = Shared<Script> { _, port in .forward(to: port) }
    let gateway = try Gateway { request in script.value(request, sandbox.port) }
    try bench.write("campaigns/herald.yaml", Text.project(remote: Text.messages(gateway.url)))
    for (name, text) in files { try bench.write("campaigns/\(name)", text) }
    (self.bench, self.sandbox, self.gateway, self.script) = (bench, sandbox, gateway, script)
  }

  package func follow(_ script: @escaping Script) { self.script.set(script) }
}
