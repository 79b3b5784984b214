/// Admins by id and by address, so that one admin is one sender however it is written.
struct Senders {
  private let byID: [String: Admin]
  private let byEmail: [String: Admin]

  init(_ admins: [Admin]) {
    byID = Dictionary(admins.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    byEmail = Dictionary(
      admins.map { ($0.email.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
  }

  func admin(_ sender: Sender) -> Admin? {
    switch sender {
    case .id(let id): byID[id]
    case .email(let email): byEmail[email.lowercased()]
    }
  }

  /// The spec with its sender's address, as people read it and specs are compared.
  func readable(_ spec: MessageSpec) -> MessageSpec {
    var spec = spec
    spec.sender = readable(spec.sender)
    return spec
  }

  /// The sender by address, where that is known.
  func readable(_ sender: Sender) -> Sender { admin(sender).map { .email($0.email) } ?? sender }

  /// The spec with its sender's id, as it is written to the remote.
  func writable(_ spec: MessageSpec) -> MessageSpec {
    guard let admin = admin(spec.sender) else { return spec }
    var spec = spec
    spec.sender = .id(admin.id)
    return spec
  }
}

extension Snapshot {
  /// The admin that a file names; nil when the workspace has none such.
  public func admin(for sender: Sender) -> Admin? { Senders(admins).admin(sender) }
}

extension MessageSpec {
  /// The spec with its sender's address, where an admin has its id.
  public func naming(_ admins: [Admin]) -> MessageSpec { Senders(admins).readable(self) }
}
