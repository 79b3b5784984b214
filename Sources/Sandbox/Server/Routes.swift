import Hummingbird

/// Every path that the sandbox answers, and what may be done there.
enum Routes {
  typealias Action = @Sendable (Request, ConnectionContext) async throws -> Response

  static func router(
    conventions: Conventions, faults: FaultPlan?, store: Store, clock: SandboxClock,
    searchLag: Int64
  ) -> Router<ConnectionContext> {
    let router = Router(context: ConnectionContext.self)
    if let faults {
      router.add(middleware: FaultInjection(faults, conventions.rateLimit, conventions.clock))
    }
    router.add(middleware: conventions)
    for (route, actions) in table(store, clock, searchLag)
    where conventions.hasSamplePage || !route.isOfSample {
      add(route, actions, to: router)
    }
    return router
  }

  private static func table(
    _ store: Store, _ sandboxClock: SandboxClock, _ searchLag: Int64
  ) -> [(Route, [(HTTPRequest.Method, Action)])] {
    let clock: @Sendable () -> Int64 = { sandboxClock.now }
    let workspace = WorkspaceRoutes(store: store)
    let writes = SharedWrites(store) {}
    let sends = SendRoutes(store: store, writes: writes, clock: clock)
    let messages = MessageRoutes(
      store: store, sends: sends, counter: ReachCounter { try await store.reach(of: $0, at: $1) },
      clock: clock)
    let stats = StatsRoutes(store: store)
    let contacts = ContactRoutes(store: store, clock: clock, searchLag: searchLag)
    let companies = CompanyRoutes(store: store, clock: clock)
    let attributes = AttributeRoutes(store: store, clock: clock)
    let events = EventRoutes(store: store, clock: clock)
    let segments = SegmentRoutes(store: store, clock: clock)
    let tags = TagRoutes(store: store, writes: writes, clock: clock)
    let news = NewsRoutes(store: store, clock: clock)
    let exports = ExportRoutes(store: store, clock: clock)
    let articles = InternalArticleRoutes(store: store, clock: clock)
    let messenger = MessengerRoutes(desk: MessengerDesk(store, clock: clock))
    let clocks = ClockRoutes(store: store, clock: sandboxClock)
    let sample = SampleRoutes(store: store, clock: sandboxClock)
    return Route.allCases.map { route in
      let actions: [(HTTPRequest.Method, Action)] =
        switch route {
        case .me: [(.get, workspace.me)]
        case .admins: [(.get, workspace.admins)]
        case .admin: [(.get, workspace.admin)]
        case .messages: [(.get, messages.list), (.post, messages.create)]
        case .reach: [(.post, messages.reach)]
        case .statsList: [(.get, stats.list)]
        case .stats: [(.get, stats.read)]
        case .message:
          [(.get, messages.read), (.put, messages.replace), (.delete, messages.delete)]
        case .contacts: [(.get, contacts.list), (.post, contacts.create)]
        case .contactSearch: [(.post, contacts.search)]
        case .contactByExternalID: [(.get, contacts.readByExternalID)]
        case .contact:
          [(.get, contacts.read), (.put, contacts.change), (.delete, contacts.delete)]
        case .contactTags: [(.get, tags.listOfContact), (.post, tags.attach)]
        case .contactTag: [(.delete, tags.detach)]
        case .contactCompanies: [(.get, companies.listOfContact), (.post, companies.attach)]
        case .contactCompany: [(.delete, companies.detach)]
        case .contactSegments: [(.get, segments.listOfContact)]
        case .companies: [(.get, companies.find), (.post, companies.keep)]
        case .companyList: [(.post, companies.list)]
        case .company: [(.get, companies.read)]
        case .events: [(.get, events.list), (.post, events.keep)]
        case .dataAttributes: [(.get, attributes.list), (.post, attributes.create)]
        case .dataAttribute: [(.put, attributes.change)]
        case .segments: [(.get, segments.list)]
        case .segment: [(.get, segments.read)]
        case .tags: [(.get, tags.list), (.post, tags.keep)]
        case .tag: [(.get, tags.read), (.delete, tags.delete)]
        case .newsItems: [(.get, news.list), (.post, news.create)]
        case .newsItem: [(.get, news.read), (.put, news.change), (.delete, news.delete)]
        case .newsfeeds: [(.get, news.newsfeeds)]
        case .newsfeed: [(.get, news.newsfeed)]
        case .newsfeedItems: [(.get, news.liveItems)]
        case .internalArticles: [(.get, articles.list), (.post, articles.create)]
        case .internalArticle:
          [(.get, articles.read), (.put, articles.change), (.delete, articles.delete)]
        case .exports: [(.post, exports.begin)]
        case .export: [(.get, exports.read)]
        case .exportEnd: [(.post, exports.cancel)]
        case .exportFiles: [(.get, exports.download)]
        case .ping: [(.post, messenger.ping)]
        case .click: [(.post, messenger.click)]
        case .dismiss: [(.post, messenger.dismiss)]
        case .reply: [(.post, messenger.reply)]
        case .complete: [(.post, messenger.complete)]
        case .clock: [(.get, clocks.read), (.put, clocks.set)]
        case .newsReadings: [(.post, exports.keepReading)]
        case .sends: [(.get, sends.list)]
        case .replies: [(.post, sends.keepReply)]
        case .messengerScript: [(.get, sample.page(.messenger))]
        case .sample: [(.get, sample.page(.sample))]
        case .sampleStyle: [(.get, sample.page(.sampleStyle))]
        case .sampleScript: [(.get, sample.page(.sampleScript))]
        case .sampleIcon: [(.get, sample.page(.icon))]
        case .sampleWorkspace: [(.get, sample.workspace)]
        case .samplePeople: [(.get, sample.people)]
        case .sampleClock: [(.put, sample.setClock)]
        }
      return (route, actions)
    }
  }

  /// Adds a path with its methods; the others are answered with 405 and the list of those.
  private static func add(
    _ route: Route, _ actions: [(HTTPRequest.Method, Action)],
    to router: Router<ConnectionContext>
  ) {
    let path = RouterPath(route.rawValue)
    var actions = actions
    // The conventions take the body away.
    if let read = actions.first(where: { $0.0 == .get }) { actions.append((.head, read.1)) }
    for (method, action) in actions { router.on(path, method: method, use: action) }
    let allowed = actions.map(\.0)
    let names = allowed.map(\.rawValue).joined(separator: ", ")
    for method in methods where !allowed.contains(method) {
      router.on(path, method: method) { _, _ in
        var response = Response.failure(
          Refusal(Problem(.methodNotAllowed, "\(method.rawValue) is not for this path")))
        response.headers[.allow] = names
        return response
      }
    }
  }

  private static let methods: [HTTPRequest.Method] = [
    .get, .head, .post, .put, .patch, .delete, .options,
  ]
}
