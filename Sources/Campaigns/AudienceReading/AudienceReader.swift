package import Audiences
package import Diagnostics
package import YAML

/// The audience documents that a rule may name.
package enum KnownAudiences: Sendable {
  /// Not read yet: names are collected, and a rule that has any has no result.
  case unread
  /// Their rules by name; `broken` are those that exist but have errors of their own, so that
  /// naming one is no further error.
  case read([String: Rule], broken: Set<String>)
}

/// One use of an audience document in a rule.
package struct AudienceReference: Sendable, Hashable {
  package let name: String
  package let range: SourceRange
}

/// Reads rules from the nodes of one file and collects what is wrong with them.
package struct AudienceReader {
  private let file: SourceFile
  private let audiences: KnownAudiences
  /// What is wrong with the rules read so far, in the order in which it was found.
  package private(set) var diagnostics: [Diagnostic] = []
  /// The audience documents named by the rules read so far, in their order.
  package private(set) var references: [AudienceReference] = []

  package init(_ file: SourceFile, audiences: KnownAudiences) {
    self.file = file
    self.audiences = audiences
  }

  /// The rule of a node: a mapping, or the name of an audience document as text.
  ///
  /// Nil when something is wrong, which `diagnostics` then tells, when it names a broken audience,
  /// and when it names any while they are unread. `fill` is given each name and text value with the
  /// bytes of its scalar, and returns it with its variables filled; what is not text by itself
  /// (dates, spans, names of audience documents) has none.
  package mutating func read(_ node: Node, fill: (String, SourceRange) -> String) -> Rule? {
    withoutActuallyEscaping(fill) { fill in
      var walk = RuleWalk(file, audiences, fill)
      let rule = walk.rule(node, .top, depth: 1)
      diagnostics += walk.diagnostics
      references += walk.references
      return rule
    }
  }
}
