import Foundation
import TestSupport
import Testing

@Suite struct `A result` {
  #if os(Linux)
    @Test(arguments: ["validate", "plan", "list", "explain", "schema campaign"])
    func `that cannot be written is a failure`(command: String) async throws {
      let bench = try Workbench.project(["one.yaml": Text.chat("one")])
      let output = try await bench.shell("\"$HERALD\" \(command) > /dev/full")
      #expect(output.status == 1)
      #expect(output.stderr.contains("cannot write the result: no space left on device"))
    }
  #endif

  @Test func `goes where a link leads`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    try bench.write("real.json", "old")
    let output = try await bench.shell(
      "ln -s real.json link.json && \"$HERALD\" validate --format json=link.json && readlink link.json"
    )
    #expect(output.status == 0)
    #expect(output.stdout.hasSuffix("real.json\n"))
    #expect(try bench.read("real.json").contains("format_version"))
  }

  @Test(arguments: [
    ["plan", "--out", "campaigns/one.yaml"], ["plan", "--format", "json=campaigns/one.yaml"],
    ["plan", "--out", "campaigns/herald.yaml"], ["validate", "--format", "json=new.YML"],
    ["apply", "--auto-approve", "--report", "campaigns/one.yaml"],
  ])
  func `never takes the place of a campaign`(arguments: [String]) async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let before = try bench.everyFile()
    let output = try await bench.herald(arguments)
    #expect(output.status == 1, "\(output.both)")
    #expect(output.stderr.contains("herald reads such files as campaigns"))
    #expect(try bench.everyFile() == before)
    #expect(try await Listing(of: bench).keys == [])
  }

  @Test func `goes into a pipe`() async throws {
    let bench = try Workbench.project(["one.yaml": Text.chat("one")])
    let output = try await bench.shell(
      "mkfifo pipe && (\"$HERALD\" validate --format json=pipe > text &) && cat pipe")
    #expect(output.status == 0)
    #expect(output.stdout.contains("format_version"))
  }
}
