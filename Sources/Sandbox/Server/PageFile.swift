import HTTPTypes
import Hummingbird
import JSON

/// A file that browsers are given as it lies in `Pages`.
enum PageFile: CaseIterable, Sendable {
  /// The Messenger, which the page of any app may load.
  case messenger
  /// The sample page, and what it is made of.
  case sample, sampleStyle, sampleScript, icon

  var response: Response {
    var headers: HTTPFields = [
      .contentType: type, .cacheControl: "no-cache", .contentTypeOptions: "nosniff",
    ]
    switch self {
    case .messenger:
      headers[.resourcePolicy] = "cross-origin"
    case .sample:
      headers[.contentSecurityPolicy] = Self.policy
      headers[.referrerPolicy] = "no-referrer"
    case .sampleStyle, .sampleScript, .icon:
      headers[.resourcePolicy] = "same-origin"
    }
    return Response(
      status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private var bytes: [UInt8] {
    switch self {
    case .messenger: Self.script
    case .sample: PackageResources.sample_html
    case .sampleStyle: PackageResources.sample_css
    case .sampleScript: PackageResources.sample_js
    case .icon: PackageResources.icon_svg
    }
  }

  /// The script with its styles in it, so that an app loads one file.
  private static let script: [UInt8] = {
    let styles = [PackageResources.cards_css, PackageResources.messenger_css]
      .map { String(decoding: $0, as: UTF8.self) }.joined()
    let script = String(decoding: PackageResources.messenger_js, as: UTF8.self)
    // A text of JSON is one of JavaScript.
    return Array(script.replacing("\"STYLES\"", with: JSONValue.string(styles).compactText).utf8)
  }()

  private var type: String {
    switch self {
    case .messenger, .sampleScript: "text/javascript; charset=utf-8"
    case .sample: "text/html; charset=utf-8"
    case .sampleStyle: "text/css; charset=utf-8"
    case .icon: "image/svg+xml"
    }
  }

  /// Nothing but the page's own files runs, and no text becomes markup, whoever wrote it. The images of
  /// posts are wherever their authors have them.
  private static let policy = """
    default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    img-src 'self' https: http:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'
    """
}

extension HTTPField.Name {
  fileprivate static let contentTypeOptions = named("X-Content-Type-Options")
  fileprivate static let contentSecurityPolicy = named("Content-Security-Policy")
  fileprivate static let referrerPolicy = named("Referrer-Policy")
  fileprivate static let resourcePolicy = named("Cross-Origin-Resource-Policy")
}
