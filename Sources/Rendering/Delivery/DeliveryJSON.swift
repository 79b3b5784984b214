package import Delivering
package import JSON
package import Planning
import Remote

/// What a delivery did, as data: `schemas/deliver.schema.json` describes it.
package enum DeliveryJSON {
  package static func render(
    _ report: DeliveryReport, environment: String, project: String, workspace: Workspace,
    isRehearsal: Bool
  ) -> JSONValue {
    [
      "format_version": 1,
      "project": .string(project),
      "environment": .string(environment),
      "workspace": ["id": .string(workspace.id), "name": .string(workspace.name)],
      "dry_run": .boolean(isRehearsal),
      "sent": .integer(Int64(report.sent)),
      "uncertain": .integer(Int64(report.uncertain.count)),
      "campaigns": .array(report.campaigns.map(campaign)),
    ]
  }

  private static func campaign(_ campaign: CampaignDelivery) -> JSONValue {
    let (end, reason) = names(campaign.end)
    return [
      "key": .string(campaign.key),
      "end": .string(end),
      "reason": .text(reason),
      "message": .text(campaign.failure.map { "\($0)" }),
      "help": .text(DeliveryText.help(campaign)),
      "sent": .integer(Int64(campaign.sent)),
      "would_send": .integer(Int64(campaign.wouldSend)),
      "had_it": .integer(Int64(campaign.hadIt)),
      "undecided": .integer(Int64(campaign.undecided)),
      "uncertain": .array(campaign.newlyUncertain.map(JSONValue.string)),
      "uncertain_in_all": .integer(Int64(campaign.uncertainInAll)),
      "left": .integer(Int64(campaign.left)),
      "untraced": .integer(Int64(campaign.untraced)),
      "gone": .integer(Int64(campaign.gone)),
      "refused": .array(
        campaign.refusals.sorted { $0.key < $1.key }.map {
          ["reason": .string($0.key), "count": .integer(Int64($0.value))]
        }),
    ]
  }

  private static func names(_ end: CampaignDelivery.End) -> (String, String?) {
    switch end {
    case .done: ("done", nil)
    case .published: ("published", nil)
    case .withdrawn: ("withdrawn", nil)
    case .nothing(let reason): ("nothing", name(reason))
    case .stopped(let stop): ("stopped", name(stop))
    }
  }

  private static func name(_ reason: CampaignDelivery.Reason) -> String {
    switch reason {
    case .draft: "draft"
    case .paused: "paused"
    case .archived: "archived"
    case .notBegun: "not_begun"
    case .ended: "ended"
    case .completed: "completed"
    case .asItIs: "as_it_is"
    case .unsupported: "unsupported"
    }
  }

  private static func name(_ stop: CampaignDelivery.Stop) -> String {
    switch stop {
    case .interrupted: "interrupted"
    case .limit: "limit"
    case .paused: "paused"
    case .renamed: "renamed"
    case .changed: "changed"
    case .leased: "leased"
    case .leaseLost: "lease_lost"
    case .ended: "ended"
    case .ledgerLost: "ledger_lost"
    case .recordLost: "record_lost"
    case .removed: "removed"
    case .failed: "failed"
    }
  }
}
