import Diagnostics
import Glibc
import Tables
import Testing

struct BadFileTests {
  @Test(arguments: [
    ("", "t.csv: the file is empty"),
    ("\u{FEFF}", "t.csv: the file holds no text"),
    ("\n1,2\n", "t.csv:1: there is no header: the first line is empty"),
    ("1,2\n3,4\n", "t.csv:1: there is no header: the first line holds numbers"),
    ("a;b\n1;2\n", "t.csv:1: the fields are separated by semicolons, not by commas"),
    ("a\tb\n1\t2\n", "t.csv:1: the fields are separated by tabs, not by commas"),
    ("a,b,a\n1,2,3\n", "t.csv:1:3: columns 1 and 3 are both named 'a'"),
    (",b\n1,2\n", "t.csv:1:1: column 1 has no name"),
    ("a,b,\n1,2,\n", "t.csv:1:3: column 3 has no name"),
    ("a,b\n1,2\n1\n", "t.csv:3: this row has 1 field, the header has 2"),
    ("a,b\n1,2,3\n", "t.csv:2: this row has 3 fields, the header has 2"),
    ("a,b\n1,2\n\n\n3,4\n", "t.csv:3: an empty line inside the table"),
    ("a,b\n1,\"2\n3,4\n", "t.csv:2:2: a quote is opened here and never closed"),
    ("a,b\n1,\"", "t.csv:2:2: a quote is opened here and never closed"),
    (
      "a,b\n1,5\" pipe\n",
      "t.csv:2:2: a quote stands in the middle of a field that does not begin with one"
    ),
    ("a,b\n\"1\"2,3\n", "t.csv:2:1: text follows the closing quote of a field"),
    ("a,b\n\"x\ny\" ,3\n", "t.csv:3:1: text follows the closing quote of a field"),
    ("a,b\r1,2\r", "t.csv:1:2: a carriage return without a line feed"),
    ("a,b\n1,2\r", "t.csv:2:2: a carriage return without a line feed"),
    ("a,b\n1,\0\n", "t.csv:2:2: the file holds a NUL byte, so it is not text"),
    ("a,b\n1,\"\0\"\n", "t.csv:2:2: the file holds a NUL byte, so it is not text"),
  ])
  func structure(text: String, expected: String) {
    #expect(findings(in: Array(text.utf8)) == [expected])
  }

  @Test(
    arguments: [
      ([0x61, 0x0A, 0x62, 0xE4, 0x0A], "t.csv:2: the text is not UTF-8"),
      ([0x61, 0x0A, 0x22, 0x62, 0x0A, 0xC3, 0x22, 0x0A], "t.csv:3: the text is not UTF-8"),
      ([0x61, 0x0A, 0xED, 0xA0, 0x80, 0x0A], "t.csv:2: the text is not UTF-8"),
      ([0xE4, 0x0A, 0x31, 0x0A], "t.csv:1: the text is not UTF-8"),
      ([0xFF, 0xFE, 0x61, 0x00], "t.csv:1: the file is UTF-16, not UTF-8"),
      ([0xFE, 0xFF, 0x00, 0x61], "t.csv:1: the file is UTF-16, not UTF-8"),
    ] as [([UInt8], String)])
  func encoding(bytes: [UInt8], expected: String) {
    #expect(findings(in: bytes) == [expected])
    #expect(findings(in: bytes, windowSize: 4) == [expected])
  }

  /// Fields that do not fit a declared type: what is said and what is advised.
  @Test(arguments: [
    (ColumnType.number, "12,5", "'12,5' is not a number", "write 12.5"),
    (.number, "1,234,567", "'1,234,567' is not a number", "write 1234567"),
    (.number, "1 234", "'1 234' is not a number", "write 1234"),
    (.number, "1'234.5", "'1'234.5' is not a number", "write 1234.5"),
    (
      .number, "nan", "'nan' is not a number",
      "leave the field empty or write NA where a value is missing"
    ),
    (.number, "5%", "'5%' is not a number", "write a share as a fraction: 5 % is 0.05"),
    (
      .number, "-inf", "'-inf' is not a number",
      "only finite numbers can be read; leave the field empty where there is none"
    ),
    (
      .number, "$5", "'$5' is not a number",
      "a number is written like 12.5 or 3e-2, without units and signs of currency"
    ),
    (.number, "1e999", "'1e999' is out of range", "numbers go up to about 1.8e308"),
    (.integer, "1.5", "'1.5' is not an integer", "declare the column as number to keep fractions"),
    (
      .integer, "1e300", "'1e300' is not an integer",
      "declare the column as number to keep fractions"
    ),
    (
      .integer, "x\u{7}", "'x\\u{07}' is not an integer",
      "a number is written like 12.5 or 3e-2, without units and signs of currency"
    ),
    (.boolean, "yes", "'yes' is neither true nor false", "write true or false, or 1 or 0"),
  ])
  func declaredTypes(type: ColumnType, field: String, message: String, hint: String) throws {
    let error = try #require(throws: DiagnosticList.self) {
      try read("y,x\n1,\n1,\"\(field)\"\n", types: ["x": type])
    }
    #expect(error.diagnostics.map(\.message) == ["column 'x': \(message)"])
    #expect(error.diagnostics.first?.hints == [hint])
    #expect(error.diagnostics.first?.location?.description == "t.csv:3:2")
  }

  @Test func quotedNAIsNotANumber() {
    let bytes = Array("x\n\"NA\"\n".utf8)
    #expect(
      findings(in: bytes, types: ["x": .number]) == ["t.csv:2:1: column 'x': 'NA' is not a number"])
  }

  @Test func longFieldsAreCut() throws {
    let field = String(repeating: "é", count: 500)
    let list = findings(in: Array("x\n\(field)\n".utf8), types: ["x": .number])
    #expect(
      list == ["t.csv:2:1: column 'x': '\(field.prefix(40))...' is not a number"])
  }

  @Test func unknownDeclaredColumn() throws {
    let error = try #require(throws: DiagnosticList.self) {
      try read("week,sales\n1,2\n", types: ["sale": .number, "store": .text])
    }
    #expect(
      error.diagnostics.map(\.message) == [
        "there is no column 'sale' to read as number", "there is no column 'store' to read as text",
      ])
    #expect(
      error.diagnostics.map(\.hints) == [
        ["did you mean 'sales'?"], ["columns of t.csv: sales, week"],
      ])
  }

  /// All findings at once, in the order of the file, the first ten in words and the rest in number.
  @Test func allAtOnce() throws {
    let error = try #require(throws: DiagnosticList.self) {
      try read(
        "a,b\nx,1\n1\n" + String(repeating: "y,2\n", count: 100), types: ["a": .number])
    }
    #expect(error.diagnostics.count == 10)
    #expect(error.diagnostics.prefix(3).map { $0.location?.line } == [2, 3, 4])
    #expect(error.diagnostics.last?.hints.last == "92 more findings in this file are not shown")
  }

  @Test func recordWithoutEnd() {
    let bytes = Array("x\n\"".utf8) + [UInt8](repeating: UInt8(ascii: "y"), count: 80 << 20)
    #expect(findings(in: bytes) == ["t.csv:2: the row that begins here is longer than 64 MB"])
  }
}
