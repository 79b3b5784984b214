/// A message that nobody owns and that nobody can take over as it is: a file would say less, and the
/// first change of the file would then take the rest away.
public struct HinderedMessage: Sendable, Hashable {
  /// What stands in the way.
  public enum Obstacle: Sendable, Hashable {
    /// A post's file names one newsfeed, and these show it; sorted.
    case severalNewsfeeds([String])
    case noNewsfeed
    /// A newsfeed is named in a file, and this one (its id) has no name of its own.
    case namelessNewsfeed(String)
    case coverImage
    /// The workspace keeps a day to come on which it is published (Unix seconds).
    case scheduled(at: Int64)
    case untitled
    /// Its words look like placeholders, which nothing fills in there.
    case placeholders
    /// Its HTML is more than paragraphs, line breaks and a link at its end.
    case markup
    /// The internal article of this id may be what owns it, and cannot be read.
    case unreadableOwner(article: String)
  }

  public let id: String
  public let name: String?
  /// At least one.
  public let obstacles: [Obstacle]

  public init(id: String, name: String?, obstacles: [Obstacle]) {
    self.id = id
    self.name = name
    self.obstacles = obstacles
  }
}
