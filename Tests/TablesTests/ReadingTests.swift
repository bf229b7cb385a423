import Diagnostics
import Tables
import Testing

struct ReadingTests {
  /// Files of one or more columns, and how column x must read.
  @Test(arguments: [
    // Types.
    ("x\n1\n2\n", "integer 1 2"),
    ("x\n1\n2.5\n", "number 1.0 2.5"),
    ("x\n\n1\nNA\n2.5\n", "number _ 1.0 _ 2.5"),
    ("x\n1\nNA\n-3\n", "integer 1 _ -3"),
    ("x\ntrue\nFalse\nTRUE\n", "boolean true false true"),
    ("x,y\n,1\ntrue,1\nNA,1\n", "boolean _ true _"),
    ("x,y\n,1\nNA,1\n", "number _ _"),
    ("x\n", "number"),
    ("x\nb\na\nb\n", "text [b] [a] [b]"),
    ("x\n1\n2.50\nn/a\n", "text [1] [2.50] [n/a]"),
    ("x\ntrue\n1\n", "text [true] [1]"),
    ("x\n1\ntrue\n", "text [1] [true]"),
    ("x\n007\n12\n", "text [007] [12]"),
    ("x\n12\n007\n", "text [12] [007]"),
    ("x\n12345678901234567890\n1\n", "text [12345678901234567890] [1]"),
    ("x\n1\n12345678901234567890\n", "text [1] [12345678901234567890]"),
    ("x\n1\n1e999\n", "text [1] [1e999]"),
    ("x\n-0\n1\n", "number -0.0 1.0"),
    // Missing and quoted.
    ("x,y\n\"NA\",1\nNA,1\n\"\",1\n", "text [NA] _ _"),
    ("x\n\"1\"\n\"2\"\n", "integer 1 2"),
    ("x\n\"a,b\"\n\"say \"\"hi\"\"\"\n\"\"\"\"\n", "text [a,b] [say \"hi\"] [\"]"),
    ("x\n\"two\nlines\"\n\"crlf\r\nkept\"\n", "text [two\nlines] [crlf\r\nkept]"),
    ("x\n\" kept \"\n", "text [ kept ]"),
    ("x,y\n  trimmed\t, 1\n", "text [trimmed]"),
    ("y, x \n1, 2 \n", "integer 2"),
    // Line ends and marks.
    ("x\r\n1\r\n2\r\n", "integer 1 2"),
    ("x\n1\n2", "integer 1 2"),
    ("x,y\n1,\n2,", "integer 1 2"),
    ("\u{FEFF}x\n1\n", "integer 1"),
    ("\u{FEFF}\"x\"\n1\n", "integer 1"),
    ("x,y\n1,2\n\n  \n\r\n", "integer 1"),
    ("x\n1\n\n", "integer 1 _"),
    // Text beyond ASCII.
    ("x\nÄpfel\n北京\n\u{1F34E}\n", "text [Äpfel] [北京] [\u{1F34E}]"),
  ])
  func columnX(text: String, expected: String) throws {
    #expect(shown(try read(text)["x"]) == expected)
  }

  @Test(arguments: [
    (
      ColumnType.number, "1\n007\n1e2\n12345678901234567890",
      "number 1.0 7.0 100.0 1.2345678901234567e+19"
    ),
    (.integer, "1\n007\n2.0\nNA", "integer 1 7 2 _"),
    (.boolean, "1\n0\ntrue\nNA", "boolean true false true _"),
    (.text, "1\n007\ntrue\nNA", "text [1] [007] [true] _"),
    (.text, "NA", "text _"),
    (.integer, "NA", "integer _"),
    (.boolean, "NA", "boolean _"),
  ])
  func declaredTypes(type: ColumnType, fields: String, expected: String) throws {
    #expect(shown(try read("x\n\(fields)\n", types: ["x": type])["x"]) == expected)
  }

  @Test func missingAreCounted() throws {
    let table = try read("a,b,c,d\n1,x,true,1.5\n,,,\nNA,NA,NA,NA\n2,y,false,2\n")
    for column in table.columns {
      #expect(column.missingCount == 2)
      #expect((0..<4).map { column.missing.contains($0) } == [false, true, true, false])
    }
    #expect(table.columns.map(\.type) == [.integer, .text, .boolean, .number])
  }

  /// The stored missing number is the one canonical NaN.
  @Test func missingNumberIsCanonical() throws {
    guard case .number(let values) = try read("x,y\n,1\n1.5,1\n")["x"]?.values else {
      Issue.record("x is not a number column")
      return
    }
    #expect(values[0].bitPattern == 0x7FF8_0000_0000_0000)
  }

  @Test func levelsAreInByteOrder() throws {
    guard case .text(_, let levels) = try read("x\nb\nZ\na\nä\n10\n9\nb\n")["x"]?.values else {
      Issue.record("x is not a text column")
      return
    }
    #expect(levels == ["10", "9", "Z", "a", "b", "ä"])
  }

  @Test func textTellsWhy() throws {
    let table = try read("x,y,z\n1,1,a\n2,true,b\nn/a,3,c\n")
    #expect(table["x"]?.textBecause == .init(line: 4, text: "n/a"))
    #expect(table["y"]?.textBecause == .init(line: 3, text: "true"))
    #expect(table["z"]?.textBecause == nil)
  }

  @Test func rowsKnowTheirLines() throws {
    let table = try read("\"a\nname\",b\n1,2\n\"x\ny\nz\",3\n4,5\n\"p\nq\",6\n7,8\n")
    #expect((0..<table.rowCount).map { table.line(ofRow: $0) } == [3, 4, 7, 8, 10])
    #expect(table["a\nname"]?.count == 5)
  }

  /// A type does not depend on the order of the rows.
  @Test func inferenceIgnoresOrder() throws {
    var random = SeededGenerator(seed: 5)
    let pool = ["1", "-2", "2.5", "NA", "true", "FALSE", "x", "007", "1e3", "99999999999999999999"]
    for _ in 0..<500 {
      let fields = (0..<4).map { _ in pool.randomElement(using: &random) ?? "" }
      let first = try read("x\n" + fields.joined(separator: "\n"))["x"]?.type
      let second = try read("x\n" + fields.shuffled(using: &random).joined(separator: "\n"))["x"]
      #expect(second?.type == first, "\(fields)")
    }
  }

  @Test func manyLevels() throws {
    let words = (0..<20_000).map { "w\($0 * 7919 % 20_000)" }
    let column = try read("x\n" + words.joined(separator: "\n"))["x"]
    guard case .text(let codes, let levels) = column?.values else {
      Issue.record("x is not a text column")
      return
    }
    #expect(levels.count == 20_000)
    #expect(codes.map { levels[Int($0)] } == words)
  }
}
