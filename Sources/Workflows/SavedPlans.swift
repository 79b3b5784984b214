public import Campaigns
import Foundation
public import Planning

extension PlannedProject {
  /// The plan to be saved, for the environment that it was made for.
  ///
  /// - Parameter madeAt: Unix seconds.
  public func file(in environment: Environment, madeAt: Int64, commit: GitCommit?) -> PlanFile {
    PlanFile(
      plan, of: desired, over: snapshot, allowed: Allowances(of: intent),
      remote: environment.remote.address, madeAt: madeAt,
      commit: commit.flatMap { $0.hasEdits ? nil : $0.id })
  }
}

extension PlanFile {
  /// A plan that was saved.
  ///
  /// - Throws: `planFile`.
  public static func read(at path: String) throws(Failure) -> PlanFile {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      let reason = (error as NSError).code == NSFileReadNoSuchFileError ? "it is not there" : nil
      throw .planFile(path: path, .unreadable(reason: reason ?? "it cannot be read"))
    }
    do throws(PlanFileError) {
      return try PlanFile(parsing: Array(data))
    } catch {
      throw .planFile(path: path, .invalid(error))
    }
  }
}

/// Why a file is no plan to carry out.
public enum PlanFileProblem: Sendable, Hashable {
  case unreadable(reason: String)
  case invalid(PlanFileError)
}

extension RemoteAddress {
  /// What a saved plan is bound to.
  var address: String {
    switch self {
    case .sandbox: "sandbox"
    case .messages(let url, _): url
    case .intercom(.region(let region), _): "intercom \(region.rawValue)"
    case .intercom(.url(let url), _): "intercom \(url)"
    }
  }
}
