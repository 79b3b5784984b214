import ArgumentParser

@main
struct Herald: AsyncParsableCommand {
  func run() async throws {}
}
