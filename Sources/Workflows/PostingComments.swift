import Foundation
import HTTP
public import PullRequests

extension Surroundings {
  /// Makes the comment of a project and environment say a text, on the pull request that this run of
  /// CI is about.
  ///
  /// - Parameters:
  ///   - number: that of another pull request.
  ///   - tokenVariable: which holds the token; nil for the host's usual one.
  /// - Throws: `noPullRequest`, `token`, `host`.
  public func post(
    _ text: String, project: String, environment: String, number: Int?, tokenVariable: String?,
    patience: Duration
  ) async throws(Failure) -> CommentOutcome {
    let pullRequest: PullRequest
    do throws(PullRequestProblem) {
      pullRequest = try PullRequest(variables: variables, number: number) { path in
        FileManager.default.contents(atPath: path).map(Array.init)
      }
    } catch {
      throw .noPullRequest(error)
    }
    let token = try token(tokenVariable ?? pullRequest.host.tokenVariable)
    let client: HTTPClient
    do throws(HTTPError) {
      var configuration = HTTPClient.Configuration()
      configuration.allowedHosts = allowedHosts
      configuration.certificateFile = HTTPClient.Configuration.certificateFile(in: variables)
      client = try HTTPClient(configuration)
    } catch {
      throw .host(.notSent(reason: "\(error)"))
    }
    let marker = CommentMarker(
      project: project, environment: environment, run: pullRequest.run)
    let outcome = await Commenting(
      on: pullRequest, as: marker, token: token, patience: patience, client: client
    ).result(of: text)
    await client.shutDown()
    do throws(HostError) {
      return try outcome.get()
    } catch {
      throw .host(error)
    }
  }
}

extension Commenting {
  fileprivate func result(of text: String) async -> Result<CommentOutcome, HostError> {
    do throws(HostError) {
      return .success(try await post(text))
    } catch {
      return .failure(error)
    }
  }
}
