internal import YAML

// A campaign's document as a value that is changed key by key.
extension YAMLValue {
  var pairs: [Pair] {
    if case .mapping(let pairs) = content { pairs } else { [] }
  }

  var items: [YAMLValue] {
    if case .sequence(let items) = content { items } else { [] }
  }

  subscript(path: [String]) -> YAMLValue? {
    var value = self
    for name in path {
      guard let pair = value.pairs.first(where: { $0.key == name }) else { return nil }
      value = pair.value
    }
    return value
  }

  /// The same with a value at a path of keys, made where they are missing; without what is there
  /// for nil, and without what that leaves empty. New keys stand where the format has them.
  func setting(_ path: [String], to new: YAMLValue?, _ shape: MappingShape) -> YAMLValue {
    setting(path[...], to: new, shape) ?? .mapping([])
  }

  private func setting(
    _ path: ArraySlice<String>, to new: YAMLValue?, _ shape: MappingShape
  ) -> YAMLValue? {
    guard let name = path.first else { return new }
    let inner = shape.keys.first { $0.name == name }?.shape.mapping ?? shape
    let old = pairs.first { $0.key == name }?.value
    let value = (old ?? .mapping([])).setting(path.dropFirst(), to: new, inner)
    var pairs = pairs
    if let index = pairs.firstIndex(where: { $0.key == name }) {
      if let value { pairs[index] = Pair(name, value) } else { pairs.remove(at: index) }
    } else if let value {
      let known = shape.names
      let rank = known.firstIndex(of: name) ?? known.count
      let following = pairs.firstIndex { (known.firstIndex(of: $0.key) ?? 0) > rank }
      pairs.insert(Pair(name, value), at: following ?? pairs.count)
    }
    return pairs.isEmpty ? nil : .mapping(pairs)
  }
}
