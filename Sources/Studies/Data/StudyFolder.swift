package import Diagnostics
import Glibc
package import Tables

/// Reads the tables of a study from its own folder, and from nowhere else unless it was granted.
///
/// A path is relative to the folder of the script. Links are followed before the check, so that a
/// link out of the folder is as far outside as `../`. Each file is read once, however many tables
/// name it.
package final class StudyFolder: DataSource {
  /// The folder as the user would type it, `.` where the script lies in the current one.
  private let folder: String
  private let grants: [String]
  private let replacements: [String: String]
  private var used: Set<String> = []
  private var tables: [Key: Table] = [:]

  private struct Key: Hashable {
    var path: String
    var types: [String: ColumnType]
  }

  /// - Parameters:
  ///   - study: the path of the script.
  ///   - grants: files and folders outside that the user allows it to read.
  ///   - replacements: files to read in place of what the study names, by the table's name (naming a
  ///     file grants it), and folders beside the study in place of the one its paths begin with.
  package init(
    ofStudy study: String, grants: [String] = [], replacements: [String: String] = [:]
  ) {
    folder = FilePath.folder(of: study)
    self.grants = grants
    self.replacements = replacements
  }

  /// The names of replacements that no table of the study has, in byte order.
  package var unusedReplacements: [String] {
    replacements.keys.filter { !used.contains($0) }.sorted()
  }

  package func table(named name: String, path: String, types: [String: ColumnType])
    throws(DiagnosticList) -> Table
  {
    try table(name, types) { () throws(Diagnostic) in
      let placed = replacedFolder(path)
      let shown = FilePath.join(folder, placed)
      return (shown, try allowed(placed, at: shown))
    }
  }

  package func table(
    named name: String, path: String, types: [String: ColumnType], of plugin: Plugin
  ) throws(DiagnosticList) -> Table {
    try table(name, types) { () throws(Diagnostic) in try PluginData.file(path, of: plugin) }
  }

  /// - Parameter find: says where the table is, as the user would type it and without links, where
  ///   nothing replaces it.
  private func table(
    _ name: String, _ types: [String: ColumnType],
    find: () throws(Diagnostic) -> (shown: String, resolved: String)
  ) throws(DiagnosticList) -> Table {
    let file: (shown: String, resolved: String)
    do throws(Diagnostic) {
      if let replacement = replacements[name] {
        used.insert(name)
        file = (replacement, try Self.resolved(replacement, named: replacement))
      } else {
        file = try find()
      }
    } catch {
      throw DiagnosticList([error])
    }
    let key = Key(path: file.resolved, types: types)
    if let known = tables[key] { return known }
    let table = try CSVReader.read(path: file.resolved, shownAs: file.shown, types: types)
    tables[key] = table
    return table
  }

  /// The path with its folder replaced: `sample=full` reads `full/x.csv` for `sample/x.csv`.
  private func replacedFolder(_ path: String) -> String {
    guard let slash = path.firstIndex(of: "/"), let other = replacements[String(path[..<slash])]
    else { return path }
    used.insert(String(path[..<slash]))
    return other + path[slash...]
  }

  /// The real path of a file that the study may read.
  private func allowed(_ path: String, at shown: String) throws(Diagnostic) -> String {
    guard let home = FilePath.real(folder) else {
      throw Diagnostic(
        "cannot find the folder '\(folder)': \(FilePath.systemMessage(errno))", class: .environment)
    }
    let roots = [home] + grants.compactMap(FilePath.real)
    // Before the file system is asked: a study must not learn what exists elsewhere.
    let written = FilePath.absolute(path, in: home)
    let writtenRoots = roots + grants.map { FilePath.absolute($0, in: FilePath.real(".") ?? "/") }
    guard writtenRoots.contains(where: { FilePath.isInside(written, $0) }) else {
      throw Self.outside(path, at: shown)
    }
    let real = try Self.resolved(shown, named: path)
    guard roots.contains(where: { FilePath.isInside(real, $0) }) else {
      throw Self.outside(path, at: shown)
    }
    return real
  }

  private static func outside(_ path: String, at shown: String) -> Diagnostic {
    Diagnostic(
      "'\(path)' is outside the study's folder",
      hints: [
        "put the file there, or grant it on the command line: --allow \(FilePath.folder(of: shown))"
      ])
  }

  static func resolved(_ shown: String, named path: String) throws(Diagnostic) -> String {
    if let real = FilePath.real(shown) { return real }
    let reason = errno
    guard reason == ENOENT else {
      throw Diagnostic(
        "cannot read '\(path)': \(FilePath.systemMessage(reason))",
        class: reason == EACCES ? .environment : .user)
    }
    let others = FilePath.names(in: FilePath.folder(of: shown))
    let name = FilePath.name(of: shown)
    let hint =
      nearestName(to: name, among: others).map { "did you mean '\($0)'?" }
      ?? "looked for it at \(shown)"
    throw Diagnostic("there is no file '\(path)'", hints: [hint])
  }
}
