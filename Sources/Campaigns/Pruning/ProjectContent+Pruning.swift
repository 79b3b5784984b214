public import Diagnostics
internal import Planning
internal import YAML

/// A file without some of its campaigns.
public struct PrunedFile: Sendable {
  public let old: SourceFile
  /// Nil where nothing else is in it.
  public let new: SourceFile?
}

extension ProjectContent {
  /// Takes campaigns' documents out of their files, every byte of the others as it is. A file of which
  /// that cannot be done is left out.
  ///
  /// - Returns: what changes, sorted by path.
  public func pruning(_ keys: Set<String>) -> [PrunedFile] {
    let campaigns = Dictionary(
      grouping: campaigns.filter { keys.contains($0.key) }, by: \.file.path)
    return campaigns.sorted { $0.key < $1.key }.compactMap { path, campaigns in
      guard let old = file(at: path) else { return nil }
      do throws(EditRefusal) {
        switch try DocumentRemoval(of: campaigns.map(\.range), from: old) {
        case .wholeFile: return PrunedFile(old: old, new: nil)
        case .rest(let bytes):
          return PrunedFile(old: old, new: SourceFile(path: path, bytes: bytes))
        }
      } catch {
        return nil
      }
    }
  }
}
