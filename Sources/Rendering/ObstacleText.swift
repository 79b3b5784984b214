import Planning

extension [HinderedMessage.Obstacle] {
  /// Why somebody's message cannot be taken over, and what to do.
  var sentence: String { map(\.sentence).joined(separator: "; ") }
}

extension HinderedMessage.Obstacle {
  fileprivate var sentence: String {
    switch self {
    case .severalNewsfeeds(let names):
      "it is on several newsfeeds (\(names.joined(separator: ", "))), and a file names one"
    case .noNewsfeed: "it is on no newsfeed, and a file names one: put it on one in Intercom"
    case .namelessNewsfeed(let id):
      "a file names its newsfeed, and no other newsfeed may have the name of the newsfeed \(id)"
    case .coverImage: "it has a cover image, which the public API cannot write"
    case .scheduled:
      "Intercom is to publish it on a day to come: publish it, or take the day away, then import it"
    case .untitled: "it has no title"
    case .placeholders: "its words hold `{{ }}`, which a news item does not fill in"
    case .markup:
      "its body is more than paragraphs and a link at the end, and a file says no more than those"
    case .unreadableOwner(let article):
      "whose it is cannot be told: the internal article \(article) cannot be read, and may be about it"
    }
  }
}
