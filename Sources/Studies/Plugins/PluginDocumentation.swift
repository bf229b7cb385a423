import Bytecode
package import Diagnostics
import LuaRuntime

/// What the comments of a plugin say about its exports.
package struct PluginDocumentation: Sendable {
  /// The documentation of one export.
  package struct Entry: Sendable {
    /// As a study calls it: "fusion.nash".
    package var name: String
    package var sort: PluginManifest.Sort
    /// What it does, without the annotations; empty where no comment `---` stands above it.
    package var text: String
    /// The lines that start with `@`, as `@param options table`.
    package var annotations: [String]
    package var place: SourceLocation?

    /// Up to the first full stop or the first blank line.
    package var summary: String {
      let paragraph = text.split(separator: "\n", omittingEmptySubsequences: false)
        .prefix { !$0.isEmpty }.joined(separator: " ")
      guard let stop = paragraph.firstRange(of: ". ") else { return paragraph }
      return String(paragraph[..<stop.lowerBound]) + "."
    }
  }

  /// In the order of the manifest.
  package private(set) var entries: [Entry] = []

  /// - Parameters:
  ///   - plugin: whose module it is.
  ///   - module: what its `init.lua` returned.
  init(_ plugin: Plugin, module: LuaReference, in state: LuaState) throws(LuaError) {
    var texts: [String: DocumentedText] = [:]
    func text(_ path: String) -> DocumentedText? {
      if let known = texts[path] { return known }
      let read = (try? PluginText.text(of: path)).map(DocumentedText.init)
      texts[path] = read
      return read
    }
    let name = plugin.manifest.name
    let whole = FilePath.join(plugin.folder.folder, "init.lua")
    for export in plugin.manifest.exports {
      var found: (block: [String], place: SourceLocation)?
      if case .function(let function) = try state.rawGet(module, export.name),
        !state.isHostFunction(function),
        let prototype = try? Prototype(decoding: try state.dump(function)),
        let file = prototype.fileName, let block = text(file)?.block(above: prototype.lineDefined)
      {
        found = (block, SourceLocation(file: file, line: prototype.lineDefined))
      } else if let line = text(whole)?.line(assigning: export.name),
        let block = text(whole)?.block(above: line)
      {
        found = (block, SourceLocation(file: whole, line: line))
      }
      entries.append(
        Entry(
          name: "\(name).\(export.name)", sort: export.sort,
          text: (found?.block ?? []).filter { !$0.hasPrefix("@") }.joined(separator: "\n"),
          annotations: (found?.block ?? []).filter { $0.hasPrefix("@") }, place: found?.place))
    }
  }
}

/// A script with the comments that stand above its lines.
private struct DocumentedText {
  private let lines: [Substring]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The comment `---` that ends above a line, counted from 1; `nil`: there is none.
  func block(above line: Int) -> [String]? {
    var block: [String] = []
    var index = line - 2
    while lines.indices.contains(index) {
      let text = lines[index].drop { $0 == " " || $0 == "\t" }
      guard text.hasPrefix("---") else { break }
      let content = text.dropFirst(3)
      block.append(String(content.hasPrefix(" ") ? content.dropFirst() : content))
      index -= 1
    }
    return block.contains { !$0.isEmpty && !$0.hasPrefix("@") } ? block.reversed() : nil
  }

  /// The line that gives a name a value, as an entry of a table or behind a dot.
  func line(assigning name: String) -> Int? {
    lines.firstIndex { line in
      guard let equals = line.firstIndex(of: "=") else { return false }
      let left = line[..<equals].filter { $0 != " " && $0 != "\t" }
      return left == name || left.hasSuffix(".\(name)")
    }.map { $0 + 1 }
  }
}
