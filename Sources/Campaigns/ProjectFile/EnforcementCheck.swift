internal import YAML

/// Whether `herald.yaml` asks for a safeguard that this version does not have: one that is taken for
/// granted and missing is worse than none.
enum EnforcementCheck {
  /// A warning for each of them, at its key.
  static func check(_ root: Node, _ checker: inout Checker) {
    if let perPerson = root["limits"]?.entry("per_person") {
      checker.report(
        .notEnforced, "`per_person` is not enforced yet: nobody counts what one person receives",
        at: perPerson.keyRange)
    }
  }
}
