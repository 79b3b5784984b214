import Foundation

/// What a run has lived through.
final class ChaosTally {
  var rounds = 0
  var applies = 0
  var creations = 0
  var clientKills = 0
  var serverKills = 0
  var serverReturns = 0
  var editsOutside = 0
  /// Of messages, while an apply was under way.
  var editsInFlight = 0
  var faults: [String: Int] = [:]
  var exits: [Int32: Int] = [:]

  func note(strikes: some StringProtocol) {
    for line in strikes.split(separator: "\n") where line.hasPrefix("fault: ") {
      let name = line.dropFirst("fault: ".count).prefix { $0 != ":" }
      faults[String(name), default: 0] += 1
    }
  }

  var text: String {
    let faults = faults.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
    let exits = exits.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
    return """
      chaos: \(rounds) rounds, \(applies) applies, \(creations) messages created
        killed: \(clientKills) × herald, \(serverKills) × the server (\(serverReturns) came back at once)
        faults: \(self.faults.values.reduce(0, +)) (\(faults.joined(separator: ", ")))
        edits outside: \(editsOutside), and \(editsInFlight) while applying · exit codes under fire: \(exits.joined(separator: ", "))
      """
  }

  /// At once, also where the output is no terminal.
  static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
