public import Audiences
import JSON
public import Planning

/// What became of delivering a campaign, in a workspace that knows no targeted messages: there, an
/// internal article of its own holds it. Only who delivers writes it, and apply does not: two writers
/// would undo one another where nothing tells that a document has changed.
public struct DeliveryLog: Sendable, Hashable {
  /// The id of the campaign's own article, which it keeps when it is renamed.
  public var campaignID: String
  /// What the campaign was called when this was written, as `acme/export-tip`.
  public var externalID: String
  /// The tag of everybody whom a chat was sent to, or may have been; a post has none.
  public var tagID: String?
  /// Who delivers now; nil for nobody.
  public var lease: Lease?
  /// Unix seconds at which the first person was looked for.
  public var openedAt: Int64
  /// Unix seconds of the first send, or of the first time that a post was set live.
  public var firstSentAt: Int64?
  /// The revision of a post that was set live, and was not taken back; nil for none.
  public var publishedRevision: Int?
  /// Unix seconds at which a `once` had gone to everybody who matched.
  public var completedAt: Int64?
  /// By day and the revision of the campaign that was sent; in their order.
  public var sends: [Sends]
  /// Whom nobody knows about: the send got no answer, or whoever sent was stopped meanwhile.
  public var uncertain: [String]
  /// How many more, where they are too many to be named.
  public var uncertainBeyond: Int
  /// How many of those whom this counts need not be found by the ledger's tag: it has lost them, and a
  /// person said that this is known; or they are counted twice, as sent to and as uncertain.
  public var forgiven: Int
  /// How many had the ledger's tag when they were counted last, and those who were tagged since.
  public var taggedAtLeast: Int
  /// How many more than this counts have the ledger's tag, at most: somebody else tagged them, or this
  /// was overwritten by what came late.
  public var untraced: Int
  /// Whose deliveries have left what they did in here, besides whoever delivers now: the last ones.
  public var pastHolders: [PastHolder]
  /// Ids of contacts who may be sent to before the log is written next, or whom an earlier delivery
  /// left so.
  public var inFlight: [String]
  /// Unix seconds at which a delivery ended that left people in flight, or was seen to have ended.
  public var leftAt: Int64?
  /// Unix seconds at which the tag was last taken from somebody who was not sent it: search may leave them
  /// out for a while.
  public var releasedAt: Int64?
  /// How often it was written by whoever had the lease then: what others add leaves it as it is.
  public var serial: Int

  public struct Lease: Sendable, Hashable {
    /// A random name.
    public var holder: String
    /// Unix seconds, the first at which it has ended.
    public var until: Int64

    public init(holder: String, until: Int64) {
      self.holder = holder
      self.until = until
    }
  }

  /// Whoever had the lease, and what the log's serial was when somebody else took it over.
  public struct PastHolder: Sendable, Hashable {
    public var holder: String
    public var serial: Int

    public init(holder: String, serial: Int) {
      self.holder = holder
      self.serial = serial
    }
  }

  public struct Sends: Sendable, Hashable {
    public var day: CalendarDate
    public var revision: Int
    public var count: Int

    public init(day: CalendarDate, revision: Int, count: Int) {
      self.day = day
      self.revision = revision
      self.count = count
    }
  }

  public init(campaignID: String, externalID: String, tagID: String?, openedAt: Int64) {
    self.campaignID = campaignID
    self.externalID = externalID
    self.tagID = tagID
    self.openedAt = openedAt
    publishedRevision = nil
    lease = nil
    firstSentAt = nil
    completedAt = nil
    sends = []
    uncertain = []
    uncertainBeyond = 0
    forgiven = 0
    taggedAtLeast = 0
    untraced = 0
    pastHolders = []
    inFlight = []
    leftAt = nil
    releasedAt = nil
    serial = 0
  }

  /// How many have it for certain.
  public var sent: Int { sends.reduce(0) { $0 + $1.count } }

  /// How many have the ledger's tag at least: who has the chat for certain, and of whom that is not
  /// known; or as many as were seen, which counts nobody twice.
  public var expectedTagged: Int { max(sent + uncertainCount - forgiven, taggedAtLeast) }

  /// Notes how many have it, which is known: so many are expected from now on.
  ///
  /// - Parameter inFlight: of how many it is not known whether they are among them.
  public mutating func expect(tagged: Int, inFlight: Int) {
    let counted = sent + uncertainCount
    forgiven = max(forgiven, counted - tagged)
    untraced = max(untraced, tagged - counted - inFlight)
    // Others are no loss: search may still find somebody who was untagged, and people tag people.
    taggedAtLeast = min(tagged, counted)
  }

  /// Makes it somebody's.
  ///
  /// - Parameter now: Unix seconds.
  public mutating func take(_ lease: Lease, at now: Int64) {
    if let past = self.lease?.holder, past != lease.holder {
      let known = pastHolders.filter { $0.holder != past }
      pastHolders = (known + [PastHolder(holder: past, serial: serial)]).suffix(Self.longestPast)
    }
    if inFlight.isEmpty {
      leftAt = nil
    } else if self.lease != nil || leftAt == nil {
      // Whoever left them was stopped, at some time before.
      leftAt = now
    }
    self.lease = lease
    serial += 1
  }

  private static let longestPast = 16

  /// Of how many it is not known whether they have it.
  public var uncertainCount: Int { uncertain.count + uncertainBeyond }

  /// How many uncertain people are named: an article has its limit.
  private static let longestMemory = 2_000

  /// Notes that it is not known whether somebody has it.
  public mutating func doubt(_ contact: String) {
    guard !uncertain.contains(contact) else { return }
    if uncertain.count < Self.longestMemory {
      uncertain.append(contact)
    } else {
      uncertainBeyond += 1
    }
  }

  /// Notes a send that was answered.
  public mutating func count(_ number: Int, on day: CalendarDate, revision: Int) {
    guard number > 0 else { return }
    if let index = sends.firstIndex(where: { $0.day == day && $0.revision == revision }) {
      sends[index].count += number
    } else {
      sends.append(Sends(day: day, revision: revision, count: number))
    }
  }
}

extension DeliveryLog {
  private static let version: Int64 = 1

  var json: JSONObject {
    [
      "version": .integer(Self.version),
      "campaign": .string(campaignID),
      "external_id": .string(externalID),
      "tag_id": .text(tagID),
      "lease": lease.map { ["holder": .string($0.holder), "until": .integer($0.until)] } ?? .null,
      "opened_at": .integer(openedAt),
      "first_sent_at": .whole(firstSentAt),
      "completed_at": .whole(completedAt),
      "published_revision": .whole(publishedRevision.map(Int64.init)),
      "sends": .array(
        sends.map {
          [
            "day": .string($0.day.description), "revision": .integer(Int64($0.revision)),
            "count": .integer(Int64($0.count)),
          ]
        }),
      "uncertain": .array(uncertain.map(JSONValue.string)),
      "uncertain_beyond": .integer(Int64(uncertainBeyond)),
      "forgiven": .integer(Int64(forgiven)),
      "tagged_at_least": .integer(Int64(taggedAtLeast)),
      "untraced": .integer(Int64(untraced)),
      "past_holders": .array(
        pastHolders.map {
          ["holder": .string($0.holder), "serial": .integer(Int64($0.serial))]
        }),
      "in_flight": .array(inFlight.map(JSONValue.string)),
      "left_at": .whole(leftAt),
      "released_at": .whole(releasedAt),
      "serial": .integer(Int64(serial)),
    ]
  }

  init(json: JSONObject) throws(SpecJSONError) {
    let fields = try SpecFields(.object(json), at: "")
    let version = try fields.integer("version")
    guard version <= Self.version else { throw SpecJSONError("/version", .newerVersion(version)) }
    self.init(
      campaignID: try fields.text("campaign"), externalID: try fields.text("external_id"),
      tagID: try fields.optionalText("tag_id"), openedAt: try fields.integer("opened_at"))
    if let lease = try fields.optionalObject("lease") {
      self.lease = Lease(holder: try lease.text("holder"), until: try lease.integer("until"))
    }
    firstSentAt = try fields.optionalInteger("first_sent_at")
    completedAt = try fields.optionalInteger("completed_at")
    publishedRevision = try fields.optionalInteger("published_revision").flatMap(Int.init(exactly:))
    sends = try fields.objects("sends") { row throws(SpecJSONError) in
      guard let day = CalendarDate(try row.text("day")) else {
        throw SpecJSONError(row.path("day"), .notA("a day"))
      }
      return Sends(day: day, revision: try row.count("revision"), count: try row.count("count"))
    }
    uncertain = try fields.texts("uncertain")
    uncertainBeyond = try fields.count("uncertain_beyond")
    forgiven = try fields.count("forgiven")
    if fields.optional("tagged_at_least") != nil {
      taggedAtLeast = try fields.count("tagged_at_least")
    }
    if fields.optional("untraced") != nil { untraced = try fields.count("untraced") }
    if fields.optional("past_holders") != nil {
      pastHolders = try fields.objects("past_holders") { row throws(SpecJSONError) in
        PastHolder(holder: try row.text("holder"), serial: try row.count("serial"))
      }
    }
    inFlight = try fields.texts("in_flight")
    leftAt = try fields.optionalInteger("left_at")
    releasedAt = try fields.optionalInteger("released_at")
    if fields.optional("serial") != nil { serial = try fields.count("serial") }
  }
}
