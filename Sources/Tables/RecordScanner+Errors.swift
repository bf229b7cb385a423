import Diagnostics

extension RecordScanner {
  func checkEncoding(_ range: Range<Int>) throws(Diagnostic) {
    let record = bytes(range)
    if String(validating: record, as: UTF8.self) != nil { return }
    var bad = line
    // The line of the record on which the first ill-formed sequence stands.
    for part in record.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { break }
      bad += 1
    }
    throw Diagnostic(
      "the text is not UTF-8", at: SourceLocation(file: name, line: bad),
      hints: ["save the file as \"CSV UTF-8\"; it may be in Latin-1 or Windows-1252 now"])
  }

  private func place(_ line: Int) -> SourceLocation {
    SourceLocation(file: name, line: line, column: fields.count + 1)
  }

  func unclosedQuote(line: Int) -> Diagnostic {
    Diagnostic(
      "a quote is opened here and never closed", at: place(line),
      hints: ["a quote inside a quoted field is written twice: \"5\"\" pipe\""])
  }

  func strayQuote(line: Int) -> Diagnostic {
    Diagnostic(
      "a quote stands in the middle of a field that does not begin with one", at: place(line),
      hints: ["put the whole field in quotes and write the quote inside twice: \"5\"\" pipe\""])
  }

  func textAfterQuote(line: Int) -> Diagnostic {
    Diagnostic(
      "text follows the closing quote of a field",
      at: SourceLocation(file: name, line: line, column: fields.count),
      hints: [
        "after a quoted field comes a comma or the end of the line; "
          + "a quote inside is written twice: \"5\"\" pipe\""
      ])
  }

  func loneReturn(line: Int) -> Diagnostic {
    Diagnostic(
      "a carriage return without a line feed",
      at: SourceLocation(file: name, line: line, column: fields.count),
      hints: ["save the file with LF or CRLF line ends"])
  }

  func nulByte(line: Int) -> Diagnostic {
    Diagnostic(
      "the file holds a NUL byte, so it is not text", at: place(line),
      hints: ["save it as \"CSV UTF-8\"; it may be UTF-16, compressed or a spreadsheet now"])
  }

  func recordTooLong() -> Diagnostic {
    Diagnostic(
      "the row that begins here is longer than \(Self.longestRecord >> 20) MB",
      at: SourceLocation(file: name, line: line), hints: ["a quote may be open on this line"])
  }
}
