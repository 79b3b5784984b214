/// What a translation must know of the workspace that is searched.
package struct SearchFacts: Sendable, Hashable {
  /// Nil where the workspace does not say: what rules ask about these is not asked of the search.
  package var attributes: AttributeFacts?
  /// The ids of tags and segments by their names, of which several may share one.
  package var tags: [ExactText: [String]]?
  package var segments: [ExactText: [String]]?

  package init(
    attributes: AttributeFacts?, tags: [ExactText: [String]]?, segments: [ExactText: [String]]?
  ) {
    self.attributes = attributes
    self.tags = tags
    self.segments = segments
  }
}

extension AttributeFacts.Attribute {
  /// As a search names it; nil for one that contacts are not searched by.
  var searchField: ExactText? {
    if self == AttributeFacts.role { return "role" }
    if isCustom { return ExactText("custom_attributes.\(name)") }
    let field = ExactText(name)
    return Self.searched.contains(field) ? field : nil
  }

  /// Those that every workspace has and that contacts are searched by, by Intercom's description.
  private static let searched: Set<ExactText> = [
    "name", "avatar", "owner_id", "email", "email_domain", "phone", "external_id", "created_at",
    "signed_up_at", "updated_at", "last_seen_at", "last_contacted_at", "last_replied_at",
    "last_email_opened_at", "last_email_clicked_at", "language_override", "browser",
    "browser_language", "os", "location.country", "location.region", "location.city",
    "unsubscribed_from_emails", "marked_email_as_spam", "has_hard_bounced", "ios_last_seen_at",
    "ios_app_version", "ios_device", "ios_os_version", "ios_app_name", "ios_sdk_version",
    "android_last_seen_at", "android_app_version", "android_device", "android_app_name",
  ]
}
