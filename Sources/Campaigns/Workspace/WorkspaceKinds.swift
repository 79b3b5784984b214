internal import Diagnostics

/// The kinds of problem that a look at the workspace finds.
enum WorkspaceKinds {
  /// Those whose severity a project may set, and which a comment may allow.
  static let settable: [DiagnosticKind] = [
    .unknownAttribute, .unknownOption, .unknownTag, .unknownSegment, .unseenEvent, .silentWorkspace,
  ]
  static let all: [DiagnosticKind] = settable + [.attributeType, .unknownNewsfeed]
}

extension DiagnosticKind {
  static let unknownAttribute = DiagnosticKind(
    "unknown-attribute", .warning, summary: "the workspace has no attribute of that name",
    explanation: """
      What nobody has is unknown of everybody. A condition that asks for it holds of nobody, and one \
      that denies it (`is_not`, `none_of`, `known: false`, or under `not`) holds of everybody: a slip in \
      a name can so reach the whole workspace. In a live campaign the latter is an error, all else a \
      warning. In copy, everybody reads the fallback.

      An attribute that is still to come can be allowed where it is named: `# herald: allow \
      unknown-attribute -- comes with release 42`. Under `lint` in `herald.yaml` both can be made \
      errors, warnings, or switched off. A workspace that nobody is in yet is not asked.
      """)

  static let unknownOption = DiagnosticKind(
    "unknown-option", .warning,
    summary: "an attribute cannot have the value that it is compared with",
    explanation: """
      In the workspace the attribute has a list of values, and this is none of them, so nobody has it. \
      A condition that asks for it holds of nobody; one that denies it leaves nobody out, which is an \
      error in a live campaign. Mend the value, or add it to the attribute's in the workspace. Under \
      `lint` in `herald.yaml` this can be made an error, a warning, or switched off.
      """)

  static let unknownTag = DiagnosticKind(
    "unknown-tag", .warning, summary: "the workspace has no tag of that name",
    explanation: """
      Nobody has a tag that does not exist: the condition holds of nobody, and under `not` of \
      everybody. Check the spelling, or make the tag in the workspace. Under `lint` in `herald.yaml` \
      this can be made an error or switched off.
      """)

  static let unknownSegment = DiagnosticKind(
    "unknown-segment", .warning, summary: "the workspace has no segment of that name",
    explanation: """
      Nobody is in a segment that does not exist: the condition holds of nobody. Under `not` it holds \
      of everybody, which is an error in a live campaign. Check the spelling, or make the segment in the \
      workspace. Under `lint` in `herald.yaml` this can be made an error, a warning, or switched off.
      """)

  static let unknownNewsfeed = DiagnosticKind(
    "unknown-newsfeed", summary: "the workspace has no newsfeed of that name",
    explanation: """
      A post with `audience: { newsfeed: NAME }` is shown by that newsfeed, and this workspace has none \
      of that name, so there is nowhere to show it. Every workspace has newsfeeds of its own: check the \
      spelling, make the newsfeed in the workspace, name it by a variable of the environment \
      (`newsfeed: "${news}"`), or keep the campaign to environments that have it with `only_in`. A \
      workspace of the messages API does not say which newsfeeds it has, and is not asked.
      """)

  static let unseenEvent = DiagnosticKind(
    "unseen-event", .warning, summary: "nobody has ever done what a campaign asks about",
    explanation: """
      No API lists the names of events, so herald counts who has done each: nobody has done this one. \
      With `never` it so asks everybody, otherwise nobody; as a trigger it shows the message to \
      nobody, and as a goal it is never reached. That is as it should be for a feature that is about to \
      be released, and a slip in the name otherwise. A plan counts the events of the campaigns that it \
      changes, and none with `--no-reach`. Under `lint` in `herald.yaml` this can be made an error or \
      switched off.
      """)

  static let silentWorkspace = DiagnosticKind(
    "silent-workspace", .warning, summary: "the workspace does not say what names it knows",
    explanation: """
      herald asks the workspace which attributes, tags and segments it has, to tell slips in their names \
      before they reach anybody. This one has no such call, or does not show it to this token, so \
      the names in files were not checked. Give the token the right to read them, or switch this off \
      under `lint` in `herald.yaml`.
      """)

  static let attributeType = DiagnosticKind(
    "attribute-type", summary: "an attribute does not hold what it is compared with",
    explanation: """
      A condition on text looks at text alone, one on a number at numbers, and so on: a value of another \
      type counts as unknown. In the workspace this attribute has another type than the condition \
      needs, so it can never do what it says: what it asks for nobody has, and what it denies \
      leaves nobody out. In files, text may stand in quotes (`is: "5"`), a number must not (`is: 5`); \
      dates have `more_than`, `less_than`, `exactly`, `after`, `before` and `on_date`; booleans have \
      `is: true` and `is: false`.
      """)
}
