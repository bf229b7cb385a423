import ArgumentParser
import Diagnostics
import Reports
import Studies

/// `valence plugin list`: what a study in this folder can require.
struct PluginListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the plugins that a study in this folder can require.")

  @OptionGroup var answer: PluginAnswer

  func run() throws {
    let rows = PluginArgument.finder.all.map { folder -> (PluginFolder, Content) in
      do throws(DiagnosticList) {
        return (folder, .manifest(try PluginManifest(in: folder.folder)))
      } catch {
        return (folder, .problem(error.diagnostics.first?.message ?? "it cannot be read"))
      }
    }
    try answer.show(
      Self.text(rows),
      ["format": .integer(1), "plugins": .array(rows.map(Self.json))])
  }

  private enum Content {
    case manifest(PluginManifest)
    case problem(String)
  }

  private static func text(_ rows: [(PluginFolder, Content)]) -> String {
    guard !rows.isEmpty else { return "no plugins here\n" }
    let cells = rows.map { folder, content -> [String] in
      switch content {
      case .manifest(let manifest):
        [folder.name, manifest.version.description, folder.origin.rawValue, manifest.summary]
      case .problem(let problem): [folder.name, "?", folder.origin.rawValue, "BROKEN: \(problem)"]
      }
    }
    let widths = (0..<3).map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      let padded = zip(row, widths).map { $0.padding(to: $1) }
      return (padded + [row[3]]).joined(separator: "  ") + "\n"
    }.joined()
  }

  private static func json(_ folder: PluginFolder, _ content: Content) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(folder.name)), .init("folder", .string(folder.folder)),
      .init("origin", .string(folder.origin.rawValue)),
    ]
    switch content {
    case .manifest(let manifest):
      members.append(.init("version", .string(manifest.version.description)))
      members.append(.init("summary", .string(manifest.summary)))
    case .problem(let problem): members.append(.init("problem", .string(problem)))
    }
    return .object(members)
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
