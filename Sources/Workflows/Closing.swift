extension Connection {
  /// Works with the workspace and closes the connection whatever comes of it.
  public func closing<Value, Problem: Error>(
    _ work: (Face) async throws(Problem) -> Value
  ) async throws(Problem) -> Value {
    let value: Value
    do throws(Problem) {
      value = try await work(workspace)
    } catch {
      await close()
      throw error
    }
    await close()
    return value
  }
}
