/// The attributes that every workspace has.
///
/// Whether somebody is a user or a lead (`role` of a contact) is not among them: a product's own
/// roles are called so more often, and an audience that names `role` means those.
enum StandardAttributes {
  static func of(_ model: AttributeModel) -> [Attribute] {
    switch model {
    case .contact: contact
    case .company: company
    }
  }

  static let contact: [Attribute] = [
    writable("external_id", .string, "User ID"),
    writable("email", .string, "Email"),
    fixed("email_domain", .string, "Email domain"),
    writable("phone", .string, "Phone"),
    writable("name", .string, "Name"),
    writable("avatar", .string, "Avatar"),
    writable("owner_id", .string, "Owner"),
    writable("unsubscribed_from_emails", .boolean, "Unsubscribed from emails"),
    fixed("has_hard_bounced", .boolean, "Has hard bounced"),
    fixed("marked_email_as_spam", .boolean, "Marked email as spam"),
    fixed("created_at", .date, "First seen"),
    fixed("updated_at", .date, "Last changed"),
    writable("signed_up_at", .date, "Signed up"),
    writable("last_seen_at", .date, "Last seen"),
    fixed("last_contacted_at", .date, "Last contacted"),
    fixed("last_replied_at", .date, "Last heard from"),
    fixed("last_email_opened_at", .date, "Last opened email"),
    fixed("last_email_clicked_at", .date, "Last clicked on link in email"),
    writable("language_override", .string, "Language override"),
    fixed("browser", .string, "Browser"),
    fixed("browser_language", .string, "Browser language"),
    fixed("os", .string, "Operating system"),
    fixed("location.country", .string, "Country", column: "location_country"),
    fixed("location.region", .string, "Region", column: "location_region"),
    fixed("location.city", .string, "City", column: "location_city"),
    unknown("browser_version", .string, "Browser version"),
    unknown("android_app_name", .string, "Android app name"),
    unknown("android_app_version", .string, "Android app version"),
    unknown("android_device", .string, "Android device"),
    unknown("android_os_version", .string, "Android OS version"),
    unknown("android_sdk_version", .string, "Android SDK version"),
    unknown("android_last_seen_at", .date, "Android last seen"),
    unknown("ios_app_name", .string, "iOS app name"),
    unknown("ios_app_version", .string, "iOS app version"),
    unknown("ios_device", .string, "iOS device"),
    unknown("ios_os_version", .string, "iOS OS version"),
    unknown("ios_sdk_version", .string, "iOS SDK version"),
    unknown("ios_last_seen_at", .date, "iOS last seen"),
  ]

  static let company: [Attribute] = [
    writable("company_id", .string, "Company ID", of: .company),
    writable("name", .string, "Company name", of: .company),
    writable("plan", .string, "Plan", of: .company),
    writable("size", .integer, "Company size", of: .company),
    writable("website", .string, "Company website", of: .company),
    writable("industry", .string, "Company industry", of: .company),
    writable("monthly_spend", .integer, "Monthly spend", of: .company),
    writable("remote_created_at", .date, "Company created at", of: .company),
    fixed("last_request_at", .date, "Company last seen", of: .company),
    fixed("created_at", .date, "Company first seen", of: .company),
    fixed("updated_at", .date, "Company last changed", of: .company),
    fixed("session_count", .integer, "Company web sessions", of: .company),
  ]

  /// What a client sets.
  private static func writable(
    _ name: String, _ type: AttributeType, _ label: String, of model: AttributeModel = .contact
  ) -> Attribute {
    Attribute(
      model: model, name: name, type: type, label: label, isWritable: true, column: name)
  }

  /// What the server sets.
  private static func fixed(
    _ name: String, _ type: AttributeType, _ label: String, of model: AttributeModel = .contact,
    column: String? = nil
  ) -> Attribute {
    Attribute(
      model: model, name: name, type: type, label: label, isWritable: false,
      column: column ?? name)
  }

  /// What a sandbox, which has neither apps nor browsers in front of it, knows of nobody.
  private static func unknown(
    _ name: String, _ type: AttributeType, _ label: String
  ) -> Attribute {
    Attribute(
      model: .contact, name: name, type: type, label: label, isWritable: false, column: nil)
  }
}
