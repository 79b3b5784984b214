internal import JSON

/// What `CampaignCheck` finds between the parts of a campaign, as far as a schema can say it.
enum CampaignSchema {
  static let conditionals: [JSONValue] = [eventNeedsOngoing, newsfeedNeedsPost]

  private static let eventNeedsOngoing: JSONValue = [
    "if": [
      "properties": [
        "display": [
          "properties": ["trigger": ["type": "object", "required": ["event"]]],
          "required": ["trigger"],
        ]
      ],
      "required": ["display"],
    ],
    "then": [
      "properties": [
        "schedule": ["properties": ["send": ["const": "ongoing"]], "required": ["send"]]
      ],
      "required": ["schedule"],
    ],
  ]

  private static let newsfeedNeedsPost: JSONValue = [
    "if": [
      "properties": ["audience": ["type": "object", "required": ["newsfeed"]]],
      "required": ["audience"],
    ],
    "then": ["properties": ["format": ["const": "post"]]],
  ]
}
