import Reports

/// A comparison on its way to where the user wants it.
struct Results {
  let model: ReportModel
  let json: FileOutput?
  let page: ReportFolder?

  /// Finds out before the work what would fail after it.
  ///
  /// - Throws: a `Diagnostic` where something could not be written.
  static func check(json: FileOutput?, page: ReportFolder?) throws {
    try json?.check()
    try page?.check()
  }

  /// Writes the files, then to standard output what was asked for there: the table by default.
  ///
  /// - Parameter lastLines: what to say below the table.
  func show(lastLines: [String]) throws {
    try Self.check(json: json, page: page)
    // Files first: whoever reads standard output may leave early.
    if let json, !json.isStandardOutput { try json.write(model.json) }
    if let page, !page.isStandardOutput { try page.write(model) }
    if let json, json.isStandardOutput { return try json.write(model.json) }
    if let page, page.isStandardOutput { return try page.write(model) }
    let table = TerminalTable(model, options: TerminalProperties.tableOptions)
    var lines = lastLines
    if let page {
      lines.append("Report: \(page.pagePath)")
      if let tables { lines.append(tables) }
    }
    let ending = lines.isEmpty ? "" : "\n" + lines.joined(separator: "\n") + "\n"
    try StandardOutput.write(table.rendered() + ending)
  }

  /// Where the study's own tables are, which a terminal is too narrow for.
  private var tables: String? {
    let count = model.tables.count
    if count == 0 { return nil }
    return "\(Quantity.counted(count, "table")) \(count == 1 ? "is" : "are") in the report"
  }
}
