import ArgumentParser
import Campaigns

/// The schemas that `herald schema` prints.
enum SchemaName: String, CaseIterable, ExpressibleByArgument {
  case campaign, audience, herald

  var text: String { "" }
}
