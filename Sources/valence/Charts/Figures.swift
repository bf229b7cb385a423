import Diagnostics
import Reports
import Studies

/// The argument of `--figures`: which files of every chart are wanted, `svg,png,pdf`.
struct Figures {
  enum Form: String, CaseIterable {
    case svg, png, pdf
  }

  let forms: [Form]

  /// The width of a drawn chart in pixels, without what stands around it.
  private static let width = 640

  /// - Throws: a `Diagnostic` of wrong usage.
  init(_ argument: String) throws(Diagnostic) {
    var forms: [Form] = []
    for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let form = Form(rawValue: String(word)) else {
        throw Diagnostic(
          "--figures knows no '\(word)'", class: .usage,
          hints: ["write one or more of svg, png and pdf: --figures svg,pdf"])
      }
      if !forms.contains(form) { forms.append(form) }
    }
    self.forms = forms
  }

  /// - Throws: a `Diagnostic` where charts cannot be drawn on this machine.
  func check() throws(Diagnostic) {
    if ChartRuntime.present == nil {
      throw Diagnostic(
        "--figures needs the runtime of charts, which is not here", class: .environment,
        hints: ["fetch it once: valence charts"])
    }
  }

  /// Draws every chart of a report into the folder.
  func write(_ charts: [Chart], into folder: String) throws {
    try check()
    if charts.isEmpty { return }
    if let code = FilePath.makeFolder(folder) {
      throw Diagnostic(
        "cannot make the folder '\(folder)': \(FilePath.systemMessage(code))", class: .environment)
    }
    let jobs = charts.flatMap { chart in
      forms.map { form -> JSONValue in
        [
          "form": .string(form.rawValue),
          "path": .string(FilePath.join(folder, "\(chart.name).\(form.rawValue)")),
          "specification": chart.standalone(width: Self.width),
        ]
      }
    }
    try ChartRuntime.present?.draw(.array(jobs))
  }
}
