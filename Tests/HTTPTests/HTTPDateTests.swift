import HTTP
import Testing

@Suite("Dates of HTTP")
struct HTTPDateTests {
  @Test(
    "each of the three ways to write a date is read",
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
      ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
      ("Sun Nov  6 08:49:37 1994", 784_111_777),
      ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
      ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
      ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200),
      ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
      ("Friday, 31-Dec-27 00:00:00 GMT", 1_830_211_200),
    ])
  func dates(text: String, seconds: Int) {
    #expect(HTTPDate.seconds(text) == seconds)
  }

  @Test(
    "anything else is no date",
    arguments: [
      "", "120", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994 08:49 GMT",
      "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nob 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:-9:37 GMT", "1994-11-06T08:49:37Z",
      "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
    ])
  func otherTexts(text: String) {
    #expect(HTTPDate.seconds(text) == nil)
  }
}
