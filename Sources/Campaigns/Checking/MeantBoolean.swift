internal import YAML

extension Scalar {
  /// The boolean that people mean by a word which YAML 1.2 takes for text; nil for other texts.
  var meantBoolean: Bool? {
    switch text.lowercased() {
    case "yes", "y", "on", "true": true
    case "no", "n", "off", "false": false
    default: nil
    }
  }
}
