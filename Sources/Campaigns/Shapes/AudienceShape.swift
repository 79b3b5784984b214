extension MappingShape {
  /// An audience document.
  static let audience = MappingShape(
    "this audience",
    [
      Key(
        "audience", .text(.key), .required,
        "The name by which campaigns and other audiences use it, unique in the project."),
      Key("where", .rule, .required, "The rule."),
    ])
}
