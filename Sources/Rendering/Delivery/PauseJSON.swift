public import Applying
public import JSON
import Planning
import Remote

/// What came of pausing messages, as data: `schemas/pause.schema.json` describes it.
public enum PauseJSON {
  public static func render(_ report: PauseReport) -> JSONValue {
    [
      "format_version": 1,
      "project": .string(report.project),
      "environment": .string(report.environment),
      "workspace": [
        "id": .string(report.workspace.id), "name": .string(report.workspace.name),
      ],
      "messages": .array(report.results.map(result)),
    ]
  }

  private static func result(_ result: PauseReport.Result) -> JSONValue {
    let (end, detail, help): (String, String?, String?) =
      switch result.end {
      case .paused: ("paused", nil, nil)
      case .wasNot(let state): ("was_not_live", state.rawValue, nil)
      case .stopped(let error): ("stopped", "\(error)", error.help.isEmpty ? nil : error.help)
      case .failed(let error): ("failed", "\(error)", error.help.isEmpty ? nil : error.help)
      }
    return [
      "key": .string(result.key), "end": .string(end), "detail": .text(detail),
      "help": .text(help),
    ]
  }
}
