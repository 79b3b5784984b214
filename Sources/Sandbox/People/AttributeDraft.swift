import JSON

/// What a client says of a new attribute.
struct AttributeDraft: Sendable, Equatable {
  let model: AttributeModel
  let name: String
  let type: AttributeType
  let description: String?
  let options: [String]
  let isMessengerWritable: Bool

  /// The types as a client names them.
  private enum TypeName: String, CaseIterable {
    case string, integer, float, boolean, date, datetime, options

    var type: AttributeType {
      switch self {
      case .string, .options: .string
      case .integer: .integer
      case .float: .float
      case .boolean: .boolean
      case .date, .datetime: .date
      }
    }
  }

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(
      ["name", "model", "data_type", "description", "options", "messenger_writable"], in: scope)
    for name in ["name", "model", "data_type"] where reader.value(scope, name) == nil {
      reader.missing(name)
    }
    let name = reader.text(scope, "name", atMost: PeopleLimits.attributeName)
    if let name, !name.unicodeScalars.allSatisfy(\.suitsAttributeNames) {
      reader.wrong(
        "name", "must hold letters, digits, spaces, hyphens, underscores and currency signs only")
    }
    let model = reader.choice(scope, "model", of: AttributeModel.self)
    let type = reader.choice(scope, "data_type", of: TypeName.self)
    let options = reader.options(scope)
    if type == .options, options == nil, reader.value(scope, "options") == nil {
      reader.missing("options")
    } else if let type, type != .options, options != nil {
      reader.wrong("options", "is for the data_type options")
    }
    let description = reader.text(scope, "description", as: .copy, atMost: PeopleLimits.description)
    let messenger = reader.boolean(scope, "messenger_writable") ?? false
    guard reader.problems.isEmpty, let name, let model, let type else {
      throw Refusal(reader.problems)
    }
    self.init(
      model: model, name: name, type: type.type, description: description, options: options ?? [],
      isMessengerWritable: messenger)
  }

  init(
    model: AttributeModel, name: String, type: AttributeType, description: String?,
    options: [String], isMessengerWritable: Bool
  ) {
    self.model = model
    self.name = name
    self.type = type
    self.description = description
    self.options = options
    self.isMessengerWritable = isMessengerWritable
  }
}

/// What a client changes of an attribute; nil is left as it is.
struct AttributeChange: Sendable, Equatable {
  let description: String?
  let options: [String]?
  let isMessengerWritable: Bool?
  let isArchived: Bool?

  init(reading body: RequestDocument) throws(Refusal) {
    var reader = FieldReader()
    let scope = Scope(object: body.object, path: "")
    reader.allow(["description", "options", "messenger_writable", "archived"], in: scope)
    description = reader.text(scope, "description", as: .copy, atMost: PeopleLimits.description)
    options = reader.options(scope)
    isMessengerWritable = reader.boolean(scope, "messenger_writable")
    isArchived = reader.boolean(scope, "archived")
    if !reader.problems.isEmpty { throw Refusal(reader.problems) }
  }
}

extension FieldReader {
  /// The values of a list attribute, each as `{"value": …}`; nil where there are none.
  fileprivate mutating func options(_ scope: Scope) -> [String]? {
    guard let list = list(scope, "options", atMost: PeopleLimits.options) else { return nil }
    var options: [String] = []
    for (index, value) in list.enumerated() {
      let path = "options.\(index)"
      guard let option = object(value, at: path) else { continue }
      allow(["value"], in: option)
      if self.value(option, "value") == nil { missing("\(path).value") }
      guard let text = text(option, "value", atMost: PeopleLimits.text) else { continue }
      if options.contains(where: { $0.isSame(as: text) }) {
        wrong("\(path).value", "is there twice")
      }
      options.append(text)
    }
    if list.count < 2 { wrong("options", "must have at least two elements") }
    return options
  }
}

extension Unicode.Scalar {
  /// What Intercom takes in the name of an attribute.
  fileprivate var suitsAttributeNames: Bool {
    if self == " " || self == "_" || self == "-" { return true }
    return switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .currencySymbol, .nonspacingMark, .spacingMark:
      true
    default: false
    }
  }
}
