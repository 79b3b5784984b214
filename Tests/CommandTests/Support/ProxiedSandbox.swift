import Synchronization

/// `herald sandbox` behind a gateway, and a project that knows the gateway alone.
final class ProxiedSandbox: Sendable {
  typealias Script = @Sendable (Request, _ sandbox: UInt16) -> Gateway.Verdict

  let bench: Workbench
  let sandbox: RunningSandbox
  let gateway: Gateway
  let variables = ["HERALD_TOKEN": RunningSandbox.token]
  private let script: Shared<Script>

  /// Forwards everything until `follow` says otherwise.
  init(files: [String: String]) async throws {
    let bench = try Workbench()
    let sandbox = try await RunningSandbox(on: bench)
    let script = Shared<Script> { _, port in .forward(to: port) }
    let gateway = try Gateway { request in script.value(request, sandbox.port) }
    try bench.write("campaigns/herald.yaml", Text.project(remote: Text.messages(gateway.url)))
    for (name, text) in files { try bench.write("campaigns/\(name)", text) }
    (self.bench, self.sandbox, self.gateway, self.script) = (bench, sandbox, gateway, script)
  }

  func follow(_ script: @escaping Script) { self.script.set(script) }
}

/// A value that several threads read and set.
final class Shared<Value: Sendable>: Sendable {
  private let stored: Mutex<Value>

  init(_ value: Value) { stored = Mutex(value) }

  var value: Value { stored.withLock { $0 } }
  func set(_ value: Value) { stored.withLock { $0 = value } }

  /// Sets it with what it was, and returns the new value.
  @discardableResult
  func update(_ change: (inout Value) -> Void) -> Value {
    stored.withLock { value in
      change(&value)
      return value
    }
  }
}
