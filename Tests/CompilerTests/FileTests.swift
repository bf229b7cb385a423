import Compiler
import Glibc
import IR
import Testing

/// The cases in `Tests/FileTests`: small functions in their text form, and what becomes of them.
///
/// With `VALENCE_UPDATE=1` what comes out is written into the files as what is expected.
@Suite struct FileTests {
  static let folder: String = {
    let parts = #filePath.split(separator: "/").dropLast(2)
    return "/" + parts.joined(separator: "/") + "/FileTests"
  }()

  static let names: [String] = {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".ir") { names.append(name) }
    }
    return names.sorted()
  }()

  private static let separator = "\n====\n"

  @Test(arguments: names) func holds(_ name: String) throws {
    let path = "\(Self.folder)/\(name)"
    let text = try #require(Self.content(path))
    var updated: [String] = []
    for (number, part) in Self.cases(text).enumerated() {
      let place = "case \(number + 1) of \(name)"
      let wanted = try #require(FileCase(FileCase.trimmed(part)), "\(place) has no header")
      let found = try Self.outcome(wanted, place)
      if getenv("VALENCE_UPDATE") == nil {
        #expect(found.text == wanted.text, "\(place): now it is\n\(found.text)")
      }
      updated.append(found.text)
    }
    if getenv("VALENCE_UPDATE") != nil {
      let file = try #require(fopen(path, "w"))
      fputs(updated.joined(separator: "====\n"), file)
      fclose(file)
    }
  }

  @Test func thereAreFiles() { #expect(Self.names.count >= 12) }

  private static func cases(_ text: String) -> [String] {
    var parts = [""]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "====" { parts.append("") } else { parts[parts.count - 1] += line + "\n" }
    }
    return parts
  }

  private static func content(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Kinds of tests

  /// The case as it should have been.
  private static func outcome(_ wanted: FileCase, _ place: String) throws -> FileCase {
    var found = wanted
    switch wanted.kind {
    case "verify":
      let problems = IRVerifier.problems(of: try IRReader.function(from: wanted.body))
      found.expected = problems.isEmpty ? "well formed" : problems.joined(separator: "\n")
    case "roundtrip":
      let kernel = try IRReader.kernel(from: wanted.body)
      let text =
        wanted.body.contains("\nstage ")
        ? IRWriter.text(of: kernel) : IRWriter.text(of: kernel.stages[0].function)
      found = FileCase(body: wanted.comments + "\n" + FileCase.trimmed(text), of: wanted)
    case "run": found.expected = try run(wanted, place)
    default:
      let pass = try #require(
        FilePass(rawValue: String(wanted.kind.dropFirst("optimize ".count))),
        "\(place): no such test: \(wanted.kind)")
      let function = try IRReader.function(from: wanted.body)
      #expect(IRVerifier.problems(of: function) == [], "\(place)")
      let result = pass.result(of: function)
      for made in result.functions { #expect(IRVerifier.problems(of: made) == [], "\(place)") }
      found.expected = FileCase.trimmed(result.text)
    }
    return found
  }

  /// What every form of the kernel comes to, which must be the same.
  private static func run(_ wanted: FileCase, _ place: String) throws -> String {
    let given = try IRReader.kernel(from: wanted.body)
    for stage in given.stages {
      #expect(IRVerifier.problems(of: stage.function) == [], "\(place)")
    }
    var kernels = [("as it stands", given)]
    let isPlain = !wanted.body.contains("\nstage ")
    if isPlain {
      let function = KernelPlanner.simplified(given.stages[0].function)
      kernels.append(("planned", KernelPlanner.plan(function)))
    }
    var first: String?
    for (name, kernel) in kernels {
      for form in KernelForm.all {
        // What a plain function did before it gave up is undone by its interpreter only.
        if isPlain, name == "as it stands", case .machineCode = form { continue }
        var run = try FileRun(wanted.input ?? "", kernel)
        let text = run.outcome(try form.code(of: kernel, isListed: run.isListed))
        if first == nil { first = text }
        #expect(text == first, "\(place), \(name), on \(form)")
      }
    }
    return first ?? ""
  }
}

extension FileCase {
  fileprivate init(body: String, of other: FileCase) {
    kind = other.kind
    self.body = body
    input = other.input
    expected = other.expected
  }
}
