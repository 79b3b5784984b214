import Campaigns
public import Diagnostics
import ProjectFiles
import YAML

/// Every diagnostic that herald has, for `herald explain`.
public enum DiagnosticCatalogue {
  /// Sorted by code.
  public static let all: [DiagnosticKind] =
    (FileDiagnostics.all + YAMLDiagnostics.all + CampaignDiagnostics.all
    + AudienceDiagnostics.all + CollisionDiagnostics.all + RemoteLimitDiagnostics.all
    + MomentDiagnostics.all
    + WorkspaceDiagnostics.all)
    .sorted { $0.code < $1.code }
}
