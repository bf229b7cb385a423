import Testing

/// The readers that the architecture tests rest on can tell right from wrong.
@Suite struct ReaderTests {
  @Test(arguments: [
    ("import Glibc", "Glibc"),
    ("package import Diagnostics", "Diagnostics"),
    ("@preconcurrency internal import GRDB", "GRDB"),
    ("@_spi(Trace) @testable import Store", "Store"),
    ("  import struct Foundation.Date", "Foundation"),
    ("import func Glibc.open // for the lock", "Glibc"),
    ("import Foundation;", "Foundation"),
    ("// import Foundation", nil),
    ("/// import what the row names", nil),
    ("let important = 3", nil),
    ("importance(of: x)", nil),
    ("import", nil),
  ])
  func importLines(line: String, module: String?) {
    #expect(ImportLine.module(in: line[...]) == module)
  }

  @Test(arguments: [
    ("#include \"CSleef.h\"", "CSleef.h"),
    ("  # include \"deep/er/CLua.h\"", "CLua.h"),
    ("#include <lua5.4/lua.h>", nil),
    ("const char *text = \"#include\";", nil),
  ])
  func includeLines(line: String, header: String?) {
    #expect(ImportLine.quotedHeader(in: line[...]) == header)
  }

  @Test func manifest() {
    let manifest = Manifest(
      parsing: """
        func layer(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
          .target(name: name, dependencies: dependencies, swiftSettings: settings)
        }
        let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
        let arguments: Target.Dependency = .product(
          name: "ArgumentParser", package: "swift-argument-parser")
        // layer("Ghost", ["Lower"]),
        .target(name: "C", cxxSettings: [.define("X")]),
        .target(
          name: "D", dependencies: ["C"],
          linkerSettings: [.linkedLibrary("m")]),
        layer("Lower"),
        layer(
          "Upper",
          ["Lower", grdb]),
        tests("UpperTests", of: ["Upper"]),
        .executableTarget(name: "tool", dependencies: ["Upper", arguments, stray], x: s),
        """)
    #expect(
      manifest.dependencies == [
        "C": [], "D": ["C"], "Lower": [], "Upper": ["Lower", "GRDB"],
        "tool": ["Upper", "ArgumentParser", "stray"],
      ])
  }

  @Test func wholeWords() {
    #expect(SourceRules.banned.first { $0.isIn("  let x = try! f()") }?.text == "try!")
    #expect(SourceRules.banned.first { $0.isIn("let x = y as! Int") }?.text == "as!")
    #expect(SourceRules.banned.first { $0.isIn("fatalError(\"x\")") }?.text == "fatalError(")
    #expect(SourceRules.banned.first { $0.isIn("// TODO: later") }?.text == "TODO")
    #expect(!SourceRules.banned.contains { $0.isIn("let was = 1; if was != atlas! { }") })
    #expect(!SourceRules.banned.contains { $0.isIn("MASTODONS nonfatalError(x) retry!") })
  }
}
