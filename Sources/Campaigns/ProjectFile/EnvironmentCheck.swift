internal import Diagnostics
internal import YAML

/// What an environment may say of its server and of its variables.
enum EnvironmentCheck {
  static func check(_ environment: Node, _ checker: inout Checker) {
    checkURL(environment, &checker)
    for variable in environment["variables"]?.entries ?? [] {
      checkVariable(variable, &checker)
    }
  }

  private static func checkURL(_ environment: Node, _ checker: inout Checker) {
    guard let node = environment["url"], let url = node.text else { return }
    var scan = URLScan(url)
    guard scan.scheme() else { return }
    let authority = scan.authority
    if authority.contains("@") {
      checker.secrets.append(node.range)
      checker.report(
        .secretInFile, "`url` holds a user name or a password", at: node.place,
        help: ["write the address alone; the token comes from `token_env`"])
    } else if url.hasPrefix("http://"), !isLoopback(authority) {
      checker.report(
        .insecureURL, "the token would be sent to `\(authority)` unencrypted", at: node.place,
        help: ["write `https://`; plain `http://` is for servers on this machine"])
    }
  }

  private static func isLoopback(_ authority: String) -> Bool {
    if authority == "[::1]" || authority.hasPrefix("[::1]:") { return true }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let host = parts.first else { return false }
    if host == "localhost" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127"
      && numbers.allSatisfy { $0.utf8.allSatisfy(Byte.isDigit) && UInt8($0) != nil }
  }

  private static func checkVariable(_ variable: Entry, _ checker: inout Checker) {
    guard let value = variable.value.text, let kind = SecretText.kind(of: value) else { return }
    checker.secrets.append(variable.value.range)
    checker.report(
      .secretInFile, "`\(variable.key)` looks like \(kind)", at: variable.value.place,
      help: [
        "variables are for public values: they end up in what people see",
        "a token that was committed is known: have it replaced",
      ])
  }
}
