import Diagnostics

/// Ends the reading of a file, with what there is to say about it.
struct ReadingStopped: Error {
  let diagnostic: Diagnostic
  /// The text after a document that seemed to be complete is what is wrong.
  var isAfterDocument = false
}

/// Whether a file is ASCII alone; refuses one that is not UTF-8.
///
/// libyaml refuses such files too, but says nothing of the place.
func checkEncoding(of file: SourceFile) throws(ReadingStopped) -> Bool {
  for (mark, name) in foreignMarks where file.bytes.starts(with: mark) {
    throw ReadingStopped(diagnostic: YAMLDiagnostics.foreignEncoding(file, name: name, mark: mark))
  }
  do {
    return try UTF8Span(validating: file.bytes.span).isKnownASCII
  } catch {
    let offset = min(error.byteOffsets.lowerBound, file.bytes.count - 1)
    throw ReadingStopped(diagnostic: YAMLDiagnostics.invalidUTF8(file, at: offset))
  }
}

/// UTF-32 before UTF-16, whose mark is the beginning of its own.
private let foreignMarks: [(mark: [UInt8], name: String)] = [
  ([0xFF, 0xFE, 0x00, 0x00], "UTF-32"),
  ([0x00, 0x00, 0xFE, 0xFF], "UTF-32"),
  ([0xFF, 0xFE], "UTF-16"),
  ([0xFE, 0xFF], "UTF-16"),
]

/// The range and the value of the first character in a file that YAML does not allow.
func firstForbiddenCharacter(in file: SourceFile) -> (range: SourceRange, scalar: Unicode.Scalar)? {
  var offset = 0
  for scalar in String(decoding: file.bytes, as: UTF8.self).unicodeScalars {
    let width = UTF8.width(scalar)
    if !isPrintable(scalar) { return (SourceRange(offset, offset + width), scalar) }
    offset += width
  }
  return nil
}

/// What YAML allows to stand in a file as it is.
func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
  default: false
  }
}
