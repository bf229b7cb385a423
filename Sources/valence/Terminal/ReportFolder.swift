import Diagnostics
import Glibc
import Reports
import Studies

/// Where a report goes: a folder with the page and its twins in Markdown, JSON and CSV, or the page
/// alone on standard output.
struct ReportFolder {
  /// What the user typed.
  let path: String
  /// What files there are to be of every chart; only in a folder.
  var figures: Figures?

  /// What every page of ours says, and no other page.
  private static let mark = "Made by Valence."

  var isStandardOutput: Bool { path == "-" }
  var pagePath: String { isStandardOutput ? "-" : FilePath.join(path, "index.html") }
  private var numbersPath: String { FilePath.join(path, "report.json") }
  private var textPath: String { FilePath.join(path, "report.md") }

  /// Makes the folder, so that what would fail after the work fails before it.
  ///
  /// - Throws: a `Diagnostic` where no report can be written there.
  func check() throws(Diagnostic) {
    try figures?.check()
    if isStandardOutput { return }
    if path.isEmpty { throw problem("the name is empty") }
    if let code = FilePath.makeFolder(path) {
      throw problem(code == EEXIST ? "it is a file" : FilePath.systemMessage(code))
    }
    for file in [pagePath, numbersPath, textPath] { try output(file).check() }
    guard FilePath.exists(pagePath) else { return }
    let page = (try? FilePath.read(pagePath, atMost: 64 << 20)) ?? []
    guard !page.isEmpty, !String(decoding: page, as: UTF8.self).contains(Self.mark) else { return }
    throw problem("'\(pagePath)' is there and is not a report of Valence")
  }

  func write(_ model: ReportModel) throws {
    let page = HTMLPage(model, chartBundle: ChartRuntime.present?.bundle).rendered()
    if isStandardOutput { return try StandardOutput.write(page) }
    // Tables in a folder that had no report are the user's own.
    let isOurs = FilePath.exists(pagePath)
    try output(pagePath).write(page)
    try output(numbersPath).write(model.json)
    try output(textPath).write(MarkdownReport(model).rendered())
    try figures?.write(model.charts, into: FilePath.join(path, "figures"))
    let tables = model.csvTables
    for table in tables { try output(FilePath.join(path, table.name)).write(table.text) }
    if isOurs { removeTables(but: Set(tables.map(\.name))) }
  }

  /// Removes the tables of an earlier report that this one does not have.
  private func removeTables(but names: Set<String>) {
    for name in FilePath.names(in: path)
    where ReportModel.isTable(file: name) && !names.contains(name) {
      unlink(FilePath.join(path, name))
    }
  }

  private func output(_ file: String) -> FileOutput { FileOutput(path: file, option: "--report") }

  private func problem(_ reason: String) -> Diagnostic {
    Diagnostic(
      "cannot write a report to '\(path)': \(reason)", class: .environment,
      hints: ["give another folder, or '-' for standard output"])
  }
}
