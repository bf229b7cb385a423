import Glibc
import Testing

@testable import Bytecode

/// Lua's own compiler and interpreter, as the yardstick of these tests.
enum LuaTools {
  struct Failure: Error {
    var command: String
    var output: String
  }

  /// A binary chunk and what `luac5.4 -l -l` prints of it.
  static func compile(
    _ source: String, name: String = "case.lua", stripped: Bool = false
  ) throws -> (chunk: [UInt8], listing: String) {
    try withFolder { folder in
      try write(Array(source.utf8), to: "\(folder)/\(name)")
      let strip = stripped ? "-s" : ""
      let listing = try run("cd \(folder) && luac5.4 -l -l \(strip) -o out '\(name)'")
      return (try read("\(folder)/out"), listing)
    }
  }

  static func prototype(_ source: String) throws -> Prototype {
    try Prototype(decoding: compile(source).chunk)
  }

  /// What `program` prints when `chunk` holds the path of the given bytes.
  static func interpret(_ program: String, chunk: [UInt8] = []) throws -> String {
    try withFolder { folder in
      try write(chunk, to: "\(folder)/chunk")
      try write(Array(("local chunk = '\(folder)/chunk'\n" + program).utf8), to: "\(folder)/p.lua")
      return try run("lua5.4 \(folder)/p.lua")
    }
  }

  /// Loads a binary chunk, runs it, and gives what it prints.
  static func execute(_ chunk: [UInt8]) throws -> String {
    try interpret(
      "assert(load(io.open(chunk, 'rb'):read 'a', 'chunk', 'b'))()", chunk: chunk)
  }

  private static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    var template = Array("/tmp/bytecode-tests-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { _ = try? run("rm -r \(folder)") }
    return try body(folder)
  }

  private static func run(_ command: String) throws -> String {
    let pipe = try #require(popen("(\(command)) 2>&1", "r"))
    var bytes: [UInt8] = []
    while case let byte = fgetc(pipe), byte != EOF { bytes.append(UInt8(byte)) }
    let status = pclose(pipe)
    let output = String(decoding: bytes, as: UTF8.self)
    guard status == 0 else { throw Failure(command: command, output: output) }
    return output
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    let file = try #require(fopen(path, "wb"))
    defer { fclose(file) }
    try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }

  private static func read(_ path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "rb"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return bytes
  }
}

/// A small generator for fuzzing: splitmix64, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
