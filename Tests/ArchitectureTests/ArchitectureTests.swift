import Testing

/// Each layer imports only what its row of `layerTable` names, and the sources keep their rules.
///
/// The compiler does not see to it: an undeclared import of a target that another one brings along
/// builds without a word.
@Suite struct ArchitectureTests {
  @Test func tableAgreesWithManifest() throws {
    let manifest = Manifest(parsing: try SourceTree.text(of: "Package.swift"))
    for target in Set(manifest.dependencies.keys).union(layerTable.keys).sorted() {
      let declared = manifest.dependencies[target]?.sorted()
      let allowed = layerTable[target]?.sorted()
      #expect(declared == allowed, "\(target): Package.swift and layerTable differ")
    }
  }

  @Test func everyFolderOfSourcesHasARow() throws {
    for name in try SourceTree.names(in: "Sources") {
      #expect(layerTable[name] != nil, "Sources/\(name) has no row in layerTable")
    }
  }

  /// Whoever adds a row cannot close a circle, and nothing stands below the lowest layers.
  @Test func tableHasNoCircle() {
    var placed: Set<String> = []
    var waiting = layerTable
    while true {
      let ready = waiting.filter { row in
        row.value.allSatisfy { placed.contains($0) || layerTable[$0] == nil }
      }
      if ready.isEmpty { break }
      placed.formUnion(ready.keys)
      for name in ready.keys { waiting[name] = nil }
    }
    #expect(waiting.isEmpty, "in a circle: \(waiting.keys.sorted())")
  }

  @Test func swiftImports() throws {
    let files = try SourceTree.files(below: "Sources").filter { $0.hasSuffix(in: [".swift"]) }
    #expect(!files.isEmpty)
    for file in files {
      let allowed = (layerTable[file.target] ?? [])
        .union(systemModules)
        .union(systemModulesOfOneTarget[file.target] ?? [])
      for (number, line) in file.lines.enumerated() {
        guard let module = ImportLine.module(in: line) else { continue }
        #expect(
          allowed.contains(module),
          "Sources/\(file.path):\(number + 1): \(file.target) may not import \(module)")
      }
    }
  }

  @Test func quotedHeaders() throws {
    let kinds = [".c", ".cpp", ".h", ".hpp"]
    let files = try SourceTree.files(below: "Sources").filter { $0.hasSuffix(in: kinds) }
    var owners: [String: Set<String>] = [:]
    for file in files {
      let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
      owners[name, default: []].insert(file.target)
    }
    for file in files {
      let allowed = (layerTable[file.target] ?? []).union([file.target])
      for (number, line) in file.lines.enumerated() {
        guard let header = ImportLine.quotedHeader(in: line) else { continue }
        #expect(
          !allowed.isDisjoint(with: owners[header] ?? []),
          "Sources/\(file.path):\(number + 1): \(file.target) may not include \(header)")
      }
    }
  }

  @Test func fileLengths() throws {
    for file in try SourceTree.files(below: "Sources")
    where file.hasSuffix(in: [".swift"]) && !longTables.contains(file.path) {
      let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
      #expect(count <= maximumLines, "Sources/\(file.path) has \(count) lines")
    }
    let present = Set(try SourceTree.files(below: "Sources").map(\.path))
    #expect(longTables.isSubset(of: present), "longTables names files that are gone")
  }

  @Test func bannedText() throws {
    for file in try SourceTree.files(below: "Sources")
    where file.hasSuffix(in: [".swift", ".c", ".cpp", ".h", ".lua"]) {
      for (number, line) in file.lines.enumerated() {
        for banned in SourceRules.banned where banned.isIn(line) {
          Issue.record(
            "Sources/\(file.path):\(number + 1): \(banned.text): \(banned.reason)")
        }
      }
    }
  }
}
