public import Diagnostics

/// Reads the bytes of a file into trees of nodes, every node with its range.
///
/// It never throws: whatever is wrong is a diagnostic with its place. A document in which an alias,
/// a key or the syntax is wrong is left out, because what it says is not known; documents before a
/// syntax error, and those with nothing worse than a duplicate key or a tag, are returned.
public struct YAMLReader: Sendable {
  private let limits: Limits

  public init(limits: Limits = .standard) {
    self.limits = limits
  }

  /// The documents of a file in their order, and its problems by place.
  public func read(_ file: SourceFile) -> (documents: [Document], diagnostics: [Diagnostic]) {
    if file.bytes.count > limits.bytes {
      return ([], [YAMLDiagnostics.tooLarge(file, limit: limits.bytes)])
    }
    let isASCII: Bool
    do {
      isASCII = try checkEncoding(of: file)
    } catch {
      return ([], [error.diagnostic])
    }
    let standIns = isASCII ? nil : StandIns(for: file.bytes)
    return (standIns?.bytes ?? file.bytes).withUnsafeBufferPointer { input in
      file.bytes.withUnsafeBufferPointer { original in
        var builder = TreeBuilder(
          file: file, input: input, original: original, isASCII: isASCII, standIns: standIns,
          limits: limits)
        return builder.read()
      }
    }
  }
}
