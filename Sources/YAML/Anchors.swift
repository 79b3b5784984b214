/// The anchors of one document, each with what it names.
struct Anchors {
  /// What an alias stands for.
  enum Target {
    /// The node is still being read: the alias lies inside it.
    case open(Int)
    case known(Subtree)
  }

  /// A node and what an alias to it costs.
  struct Subtree {
    let node: Node
    /// Its values, itself included.
    let nodes: Int
    /// How many collections lie inside one another in it.
    let height: Int
  }

  private var targets: [String: Target] = [:]
  private var opened = 0

  /// Opens a name, which then means this node; the ticket closes it.
  mutating func open(_ name: String) -> Int {
    opened += 1
    targets[name] = .open(opened)
    return opened
  }

  /// Gives an open name its node, unless a node inside took the name over.
  mutating func close(_ name: String, ticket: Int, _ subtree: Subtree) {
    guard case .open(let holder)? = targets[name], holder == ticket else { return }
    targets[name] = .known(subtree)
  }

  mutating func removeAll() {
    if !targets.isEmpty { targets.removeAll() }
  }

  subscript(name: String) -> Target? { targets[name] }

  var names: [String] { targets.keys.sorted() }
}
