import Diagnostics
import Glibc
import Tables
import Testing

/// A folder that goes away with the test.
private final class Folder {
  let path: String

  init() throws {
    var template = Array("/tmp/valence-tables-XXXXXX".utf8CString)
    path = try template.withUnsafeMutableBufferPointer { buffer in
      let made = try #require(buffer.baseAddress.flatMap { mkdtemp($0) })
      return String(cString: made)
    }
  }

  deinit {
    for name in ["purchases.csv", "locked.csv", "pipe.csv"] { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  func write(_ text: String, to name: String) throws {
    let file = try #require(fopen("\(path)/\(name)", "w"))
    fputs(text, file)
    fclose(file)
  }
}

struct FileTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write("a,b\n1,x\n2,y\n", to: "purchases.csv")
  }

  private func finding(_ name: String) throws -> Diagnostic {
    let path = "\(folder.path)/\(name)"
    let error = try #require(throws: DiagnosticList.self) {
      try CSVReader.read(path: path, shownAs: name)
    }
    return try #require(error.diagnostics.first)
  }

  @Test func readsAFile() throws {
    let table = try CSVReader.read(path: "\(folder.path)/purchases.csv")
    #expect(shown(table["a"]) == "integer 1 2")
    #expect(shown(table["b"]) == "text [x] [y]")
    var hash = SHA256()
    hash.update(Array("a,b\n1,x\n2,y\n".utf8))
    #expect(table.contentHash == hash.hexadecimal)
  }

  /// A column that turns out to be text late makes the file be read again, window by window.
  @Test func readsAFileTwice() throws {
    let numbers = (0..<400_000).map { "\($0)\n" }.joined()
    try folder.write("x\n\(numbers)end\n", to: "purchases.csv")
    let column = try CSVReader.read(path: "\(folder.path)/purchases.csv")["x"]
    guard case .text(let codes, let levels) = column?.values else {
      Issue.record("x is not a text column")
      return
    }
    #expect(codes.count == 400_001)
    #expect(levels[Int(codes[123_456])] == "123456")
    #expect(levels[Int(codes[400_000])] == "end")
    #expect(column?.textBecause == .init(line: 400_002, text: "end"))
  }

  @Test(arguments: [
    ("purchase.csv", "there is no such file", "did you mean 'purchases.csv'?"),
    ("stores.csv", "there is no such file", "files there: purchases.csv"),
    ("nowhere/a.csv", "there is no such file", "there is no folder 'nowhere'"),
    ("purchases.csv/a", "there is no such file", "there is no folder 'purchases.csv'"),
    ("", "this is a folder", "give the path of a CSV file"),
    ("a\0b", "there is no such file", "files there: purchases.csv"),
  ])
  func notThere(name: String, message: String, hint: String) throws {
    let finding = try finding(name)
    #expect(finding.message == message)
    #expect(finding.hints == [hint])
    #expect(finding.location?.file == name)
  }

  /// A pipe nobody writes to must not be waited for.
  @Test func pipe() throws {
    #expect(mkfifo("\(folder.path)/pipe.csv", 0o600) == 0)
    #expect(try finding("pipe.csv").message == "this is not a regular file")
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func unreadable() throws {
    try folder.write("a\n1\n", to: "locked.csv")
    chmod("\(folder.path)/locked.csv", 0)
    let finding = try finding("locked.csv")
    #expect(finding.message == "no permission to read the file")
    #expect(finding.errorClass == .environment)
  }
}
