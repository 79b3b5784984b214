/// What a file may cost before reading it is refused.
public struct Limits: Sendable, Hashable {
  /// The bytes of one file.
  public var bytes: Int
  /// How many collections may lie inside one another; never more than `deepest`.
  public var depth: Int {
    didSet { depth = min(depth, Self.deepest) }
  }
  /// The values of one file, each alias counted as all that it stands for.
  public var nodes: Int
  /// The problems told of one file.
  public var problems: Int

  public init(
    bytes: Int = 8 << 20, depth: Int = 64, nodes: Int = 200_000, problems: Int = 200
  ) {
    self.bytes = bytes
    self.depth = min(depth, Self.deepest)
    self.nodes = nodes
    self.problems = problems
  }

  /// What people's own files never reach, and hostile ones soon do.
  public static let standard = Limits()

  /// Reading is recursive, so no setting may outgrow a thread's stack.
  public static let deepest = 256
}
