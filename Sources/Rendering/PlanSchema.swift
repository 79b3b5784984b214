/// The JSON Schemas of plans and what comes of them, for other tools.
public enum PlanSchema {
  /// The content of `schemas/plan.schema.json`.
  public static var plan: String {
    String(decoding: PackageResources.plan_schema_json, as: UTF8.self)
  }

  /// The content of `schemas/plan-file.schema.json`.
  public static var planFile: String {
    String(decoding: PackageResources.plan_file_schema_json, as: UTF8.self)
  }

  /// The content of `schemas/drift.schema.json`.
  public static var drift: String {
    String(decoding: PackageResources.drift_schema_json, as: UTF8.self)
  }

  /// The content of `schemas/import.schema.json`.
  public static var imported: String {
    String(decoding: PackageResources.import_schema_json, as: UTF8.self)
  }

  /// The content of `schemas/stats.schema.json`.
  public static var stats: String {
    String(decoding: PackageResources.stats_schema_json, as: UTF8.self)
  }

  /// The content of `schemas/deliver.schema.json`.
  public static var deliver: String {
    String(decoding: PackageResources.deliver_schema_json, as: UTF8.self)
  }

  /// The content of `schemas/pause.schema.json`.
  public static var pause: String {
    String(decoding: PackageResources.pause_schema_json, as: UTF8.self)
  }

  /// The content of `schemas/prune.schema.json`.
  public static var prune: String {
    String(decoding: PackageResources.prune_schema_json, as: UTF8.self)
  }

  /// The content of `schemas/calendar.schema.json`.
  public static var calendar: String {
    String(decoding: PackageResources.calendar_schema_json, as: UTF8.self)
  }

  /// The content of `schemas/handover.schema.json`.
  public static var handover: String {
    String(decoding: PackageResources.handover_schema_json, as: UTF8.self)
  }

  /// The content of `schemas/report.schema.json`.
  public static var report: String {
    String(decoding: PackageResources.report_schema_json, as: UTF8.self)
  }
}
