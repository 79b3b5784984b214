import Diagnostics
import Planning

/// What tells findings apart from run to run, so that a service knows which are new: not by their
/// line, which moves with every line above, but by what is wrong in which file and what stands there.
struct Fingerprints {
  private var seen: [String: Int] = [:]
  private let paths: RepositoryPaths

  init(_ paths: RepositoryPaths) { self.paths = paths }

  /// Of a campaign that an environment leaves out: the same whatever the reasons.
  static func of(_ omission: Omission, in environment: String) -> String {
    SHA256.hex(of: Array("left-out\u{0}\(environment)\u{0}\(omission.key)".utf8))
  }

  /// In hexadecimal digits. The same finding in the same words twice in a file has two.
  mutating func next(_ diagnostic: Diagnostic) -> String {
    var parts = [diagnostic.code, diagnostic.message]
    if let label = diagnostic.primary {
      parts += [paths.path(label.file.path), label.file.text(in: label.range)]
    }
    let digest = SHA256.hex(of: Array(parts.joined(separator: "\u{0}").utf8))
    let count = seen[digest, default: 0]
    seen[digest] = count + 1
    return count == 0 ? digest : SHA256.hex(of: Array("\(digest) \(count)".utf8))
  }
}
