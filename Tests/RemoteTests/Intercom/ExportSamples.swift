import Archives
import Foundation

/// Exports of content.
enum ExportSample {
  /// As Intercom documents it, packed by Python's `zipfile`: a file of receipts, and one for each kind of thing that people did.
  static let usual = bytes(
    "UEsDBBQAAAAIAAAAd100R1TzMgAAAEYAAAAZAAAAb3BlbnNfMjAyNjExMjNfMTgxMzA2LmNzdistTi2Kz0zRSc"
      + "7PK0nNKwExi1KTUzMLwMzEEq5kHWNDHUMdUxjDDMIw0jGHMCwNgCwAUEsDBBQAAAAIAAAAd12Zu9Ut8AAAAMQC"
      + "AAAcAAAAcmVjZWlwdHNfMjAyNjExMjNfMTgxMzA2LmNzdp2SwWoDIRCG73mKxfO0xN20qbdceiiBXvoAi7hTOl"
      + "Rd0dk0+/atWUlIwRwiiP/8znz8oFPC2NMAUz7xyBi9ttkwowvaz1mi02TBa4cQJ4sJeWnwjP5K8hzwUhDby8AB"
      + "Y6LR5+6IBinwWR5w6DXDXwDClN2iFoAfB8zmJ8XE/RjQF2ksme+iIwY7Fz1QcpSStisjYYIHCXp3fGRMDGJPDp"
      + "q9AAWdhHf8Sc0bowPxoedGiC8SIt9JkC/rsvL8aQOsTHsfr1146op3tlQmd/eRu1rSzQ1eW+dtarynm/leTx/k"
      + "H0uta7DnOmy7rYdTtXf5BVBLAwQUAAAACAAAAHddDSy4TDAAAAA+AAAAGgAAAGNsaWNrc18yMDI2MTEyM18xOD"
      + "EzMDYuY3N2Ky1OLYrPTNFJzs8rSc0rATGLUpNTMwvAzMQSrmQdY0MdYx1LGMPQAMKyNNQx5AIAUEsDBBQAAAAI"
      + "AAAAd13QXHBoJgAAACoAAAAbAAAAcmVwbGllc18yMDI2MTEyM18xODEzMDYuY3N2Ky1OLYrPTNFJzs8rSc0rAT"
      + "GLUpNTMwvAzMQSrmQdY0MdYx1LLgBQSwMEFAAAAAgAAAB3XVuUecImAAAAKgAAABAAAABkaXNtaXNzYWxzXzEu"
      + "Y3N2Ky1OLYrPTNFJzs8rSc0rATGLUpNTMwvAzMQSrmQdY0MdQx1LLgBQSwMEFAAAAAgAAAB3XWpoQioKAAAACA"
      + "AAABIAAABoYXJkX2JvdW5jZXNfMS5jc3bLyy/JyMxL5wIAUEsDBBQAAAAIAAAAd10kGglAJgAAACoAAAAUAAAA"
      + "Y29tcGxldGlvbnNfMjAyNi5jc3YrLU4tis9M0UnOzytJzSsBMYtSk1MzC8DMxBKuZB1jQx0THRMuAFBLAQIUAx"
      + "QAAAAIAAAAd100R1TzMgAAAEYAAAAZAAAAAAAAAAAAAACAAQAAAABvcGVuc18yMDI2MTEyM18xODEzMDYuY3N2"
      + "UEsBAhQDFAAAAAgAAAB3XZm71S3wAAAAxAIAABwAAAAAAAAAAAAAAIABaQAAAHJlY2VpcHRzXzIwMjYxMTIzXz"
      + "E4MTMwNi5jc3ZQSwECFAMUAAAACAAAAHddDSy4TDAAAAA+AAAAGgAAAAAAAAAAAAAAgAGTAQAAY2xpY2tzXzIw"
      + "MjYxMTIzXzE4MTMwNi5jc3ZQSwECFAMUAAAACAAAAHdd0FxwaCYAAAAqAAAAGwAAAAAAAAAAAAAAgAH7AQAAcm"
      + "VwbGllc18yMDI2MTEyM18xODEzMDYuY3N2UEsBAhQDFAAAAAgAAAB3XVuUecImAAAAKgAAABAAAAAAAAAAAAAA"
      + "AIABWgIAAGRpc21pc3NhbHNfMS5jc3ZQSwECFAMUAAAACAAAAHddamhCKgoAAAAIAAAAEgAAAAAAAAAAAAAAgA"
      + "GuAgAAaGFyZF9ib3VuY2VzXzEuY3N2UEsBAhQDFAAAAAgAAAB3XSQaCUAmAAAAKgAAABQAAAAAAAAAAAAAAIAB"
      + "6AIAAGNvbXBsZXRpb25zXzIwMjYuY3N2UEsFBgAAAAAHAAcA4gEAAEADAAAAAA==")

  /// Columns in another order, written otherwise and with others between, times as text; in a folder.
  static let odd = zip(
    """
    \u{FEFF}Received At,Receipt ID,extra,USER_ID, Content-Type ,content id,First Click\r
    2027-01-15 08:00:00 UTC,r1,,c1,news_item,31,2027-01-15 09:00:00 UTC\r
    2027-01-15T08:00:00Z,r2,,c2,NewsItem,31,\r
    2027-01-15T09:00:00.000+01:00,r3,,c2,News,31,x\r

    """, name: "export/Receipts 2026-11-23.csv")

  /// Without `received_at`.
  static let lacking = zip(
    """
    user_id,content_id,content_type,receipt_id
    c1,31,News,1

    """)

  /// With a time that is none.
  static let timeless = zip(header + "c1,31,News Item,1,yesterday\n")

  /// With a receipt that names nobody.
  static let nobodys = zip(header + ",31,News Item,1,1800000000\n")

  /// With a quote that is never closed.
  static let table = zip(header + "c1,\"never closed\n")

  private static let header = "user_id,content_id,content_type,receipt_id,received_at\n"

  private static func zip(_ text: String, name: String = "receipts.csv") -> [UInt8] {
    StoredZip([(name: name, bytes: Array(text.utf8))]).bytes
  }

  /// One file, packed by Python's `gzip`.
  static let gzipped = bytes(
    "H4sIAAAAAAACA1WOwYoCMQyG7z7F0HNWtnhxb3sVYS8+wFA6v2zYtlOajDpvr8GibCDky58/IYugjTzRYhU3RS"
      + "shmRDnXENZDZEDJyohg9qSINCnoSjKP9S14t2wpvfCBU14LuZuiOCqL7xgGoPS4wGGmNrpeaDME0w8cxMd54rS"
      + "MSaOf50balo7TyyZRULaRE8LfXgK37etQpTckTMNR0dftPP0g6sMB0Umdwrr4NwvO2czT37/2cP2LV/Ko6XNHU"
      + "qLZUg2AQAA")

  private static func bytes(_ base64: String) -> [UInt8] {
    guard let data = Data(base64Encoded: base64) else { preconditionFailure("it is Base64") }
    return Array(data)
  }
}
