extension DeliveryLog {
  /// Adds what another log has that it had not when both were the same.
  ///
  /// - Parameters:
  ///   - base: the log as it was then.
  ///   - now: Unix seconds.
  public mutating func add(_ other: DeliveryLog, beyond base: DeliveryLog, at now: Int64) {
    for row in other.sends {
      let known = base.sends.first { $0.day == row.day && $0.revision == row.revision }
      count(row.count - (known?.count ?? 0), on: row.day, revision: row.revision)
    }
    settle(Set(base.uncertain).subtracting(other.uncertain))
    for contact in other.uncertain where !base.uncertain.contains(contact) { doubt(contact) }
    uncertainBeyond += max(0, other.uncertainBeyond - base.uncertainBeyond)
    forgiven = max(0, forgiven + other.forgiven - base.forgiven)
    let left = other.inFlight.filter { !base.inFlight.contains($0) && !inFlight.contains($0) }
    if !left.isEmpty {
      inFlight += left
      leftAt = now
    }
    releasedAt = [releasedAt, other.releasedAt].compactMap(\.self).max()
    firstSentAt = [firstSentAt, other.firstSentAt].compactMap(\.self).min()
    completedAt = completedAt ?? other.completedAt
    tagID = tagID ?? other.tagID
  }

  /// Takes people from those of whom nobody knows: they were sent it, and are counted as such.
  public mutating func settle(_ contacts: Set<String>) {
    uncertain.removeAll(where: contacts.contains)
  }
}
