/// What generated people and companies are called, and where they are.
enum NameTables {
  static let firstNames = [
    "Ada", "Aisha", "Alejandro", "Amara", "Amélie", "Anders", "Anika", "Arjun", "Astrid", "Ayşe",
    "Bruno", "Camila", "Chen", "Chiara", "Chloe", "Daniel", "Dmitri", "Elena", "Elif", "Emeka",
    "Emma", "Ethan", "Fatima", "Felix", "Freya", "Gabriel", "Grace", "Hana", "Hugo", "Ines",
    "Isla", "Ivan", "Jamal", "Jonas", "José", "Julia", "Kenji", "Kwame", "Lars", "Leila", "Liam",
    "Lin", "Lucía", "Łukasz", "Maeve", "Marco", "Maria", "Mateo", "Mei", "Mohamed", "Nadia",
    "Ngozi",
    "Noah", "Nora", "Olga", "Oliver", "Omar", "Øystein", "Paula", "Priya", "Rafael", "Ravi", "Rosa",
    "Samir", "Sara", "Siobhán", "Sofia", "Søren", "Tariq", "Thandi", "Tomás", "Uma", "Victor",
    "Wei", "Yara", "Yuki", "Zoë", "Zuzana",
  ]

  static let lastNames = [
    "Abdi", "Adeyemi", "Alvarez", "Andersen", "Bauer", "Becker", "Bianchi", "Brown", "Carvalho",
    "Chan", "Choi", "Cohen", "Costa", "Diaz", "Dubois", "Eriksson", "Fernández", "Fischer",
    "García", "Gupta", "Haddad", "Hansen", "Ito", "Ivanova", "Jansen", "Johnson", "Kaya", "Khan",
    "Kim", "Kovács", "Kowalska", "Larsen", "Lee", "Lopez", "Mbeki", "Mehta", "Moreau", "Müller",
    "Murphy", "Nakamura", "Ndiaye", "Nguyen", "Novák", "O'Brien", "Okafor", "Patel", "Petrov",
    "Pham", "Rossi", "Santos", "Sato", "Schmidt", "Silva", "Singh", "Smith", "Suzuki", "Tan",
    "Taylor", "Tremblay", "Wang", "Weber", "Williams", "Wójcik", "Yamada", "Yılmaz", "Zhang",
  ]

  static let companyBeginnings = [
    "Amber", "Birch", "Blue", "Bright", "Cedar", "Clear", "Copper", "Coral", "Delta", "Ember",
    "Fern", "Granite", "Green", "Harbor", "Iron", "Juniper", "Lark", "Lumen", "Maple", "Meridian",
    "North", "Oak", "Orchid", "Pine", "Quartz", "Red", "River", "Silver", "Slate", "Solar", "Stone",
    "Summit", "Tidal", "Umber", "Velvet", "Willow",
  ]

  static let companyEndings = [
    "analytics", "bank", "brook", "cart", "cloud", "craft", "field", "foods", "forge", "freight",
    "gate", "health", "hill", "labs", "leaf", "line", "mill", "path", "peak", "point", "press",
    "quest", "ridge", "shore", "soft", "studio", "systems", "trail", "works", "yard",
  ]

  static let industries: [(element: String, weight: Int)] = [
    ("software", 24), ("retail", 14), ("finance", 12), ("health", 10), ("manufacturing", 9),
    ("education", 8), ("media", 7), ("logistics", 6), ("non-profit", 5), ("travel", 5),
  ]

  /// Languages as browsers name them.
  static let languages: [(element: String, weight: Int)] = [
    ("en", 44), ("en-GB", 12), ("de", 9), ("fr", 8), ("es", 8), ("pt-BR", 6), ("ja", 5), ("nl", 3),
    ("it", 3), ("pl", 2),
  ]

  static let browsers: [(element: String, weight: Int)] = [
    ("chrome", 62), ("safari", 18), ("firefox", 9), ("edge", 9), ("opera", 2),
  ]

  static let systems: [(element: String, weight: Int)] = [
    ("Windows", 46), ("OS X", 34), ("Linux", 9), ("Android", 6), ("iOS", 5),
  ]

  struct Place: Sendable {
    let country: String
    let region: String
    let city: String
  }

  static let places: [(element: Place, weight: Int)] = [
    (Place(country: "United States", region: "New York", city: "New York"), 16),
    (Place(country: "United States", region: "California", city: "San Francisco"), 12),
    (Place(country: "United States", region: "Texas", city: "Austin"), 9),
    (Place(country: "United Kingdom", region: "England", city: "London"), 10),
    (Place(country: "Germany", region: "Berlin", city: "Berlin"), 7),
    (Place(country: "France", region: "Île-de-France", city: "Paris"), 6),
    (Place(country: "India", region: "Karnataka", city: "Bengaluru"), 7),
    (Place(country: "Brazil", region: "São Paulo", city: "São Paulo"), 5),
    (Place(country: "Canada", region: "Ontario", city: "Toronto"), 5),
    (Place(country: "Netherlands", region: "North Holland", city: "Amsterdam"), 4),
    (Place(country: "Spain", region: "Catalonia", city: "Barcelona"), 4),
    (Place(country: "Japan", region: "Tokyo", city: "Tokyo"), 4),
    (Place(country: "Australia", region: "New South Wales", city: "Sydney"), 4),
    (Place(country: "Nigeria", region: "Lagos", city: "Lagos"), 3),
    (Place(country: "Poland", region: "Masovia", city: "Warsaw"), 2),
    (Place(country: "Ireland", region: "Leinster", city: "Dublin"), 2),
  ]
}
