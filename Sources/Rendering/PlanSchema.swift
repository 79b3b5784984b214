/// The JSON Schema of plans, for other tools.
public enum PlanSchema {
  /// The content of `schemas/plan.schema.json`.
  public static var text: String {
    String(decoding: PackageResources.plan_schema_json, as: UTF8.self)
  }
}
