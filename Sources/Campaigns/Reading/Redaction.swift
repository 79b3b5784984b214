internal import Diagnostics

extension SourceFile {
  /// The file as it may be shown: every byte of these ranges is a `*`, so that all places stay.
  func hiding(_ secrets: [SourceRange]) -> SourceFile {
    var shown = bytes
    for secret in secrets {
      for index in secret.start..<min(secret.end, shown.count) where shown[index] != Byte.newline {
        shown[index] = UInt8(ascii: "*")
      }
    }
    return SourceFile(path: path, bytes: shown)
  }
}

extension Label {
  /// The same place in the file as it may be shown.
  fileprivate func moved(to file: SourceFile) -> Label {
    file.path == self.file.path ? Label(file, range, text) : self
  }
}

extension Sequence<Diagnostic> {
  /// The same, with the file as it may be shown.
  func moved(to file: SourceFile) -> [Diagnostic] {
    map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.primary = diagnostic.primary?.moved(to: file)
      diagnostic.secondary = diagnostic.secondary.map { $0.moved(to: file) }
      return diagnostic
    }
  }
}
