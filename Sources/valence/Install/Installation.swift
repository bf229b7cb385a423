import Diagnostics
import Glibc
import Studies

/// The parts of Valence as files: where they are now, and how they come to another place.
struct Installation {
  /// One file on its way.
  struct Copy {
    var from: String
    var to: String
    var isProgram = false
  }

  let prefix: String
  let copies: [Copy]

  /// The folders with the annotations that editors read, in the repository or installed; none where
  /// one of them is missing or empty.
  static var annotations: [String] {
    guard let libraries = sources()?.libraries,
      !libraries.contains(where: { FilePath.names(in: $0).isEmpty })
    else { return [] }
    return libraries
  }

  /// Where plugins are: built-in ones in the repository or installed (in place of them those of the
  /// folder that `VALENCE_PLUGINS` names), and those that the user installed.
  static var plugins: PluginPlaces {
    PluginPlaces(
      builtIn: TerminalProperties.variable("VALENCE_PLUGINS") ?? sources()?.plugins,
      installed: InstalledPlugins.folder, grants: InstalledPlugins.grants)
  }

  /// - Throws: a `Diagnostic` where the parts of this program cannot be found.
  init(prefix: String) throws(Diagnostic) {
    guard let program = Self.program, let sources = Self.sources(), !Self.annotations.isEmpty else {
      throw Diagnostic(
        "the editor annotations are not where this program was built", class: .environment,
        hints: ["run it from a copy of the repository: ./valence install"])
    }
    self.prefix = prefix
    let share = FilePath.join(prefix, "share/valence")
    var copies = [
      Copy(from: program, to: FilePath.join(prefix, "bin/valence"), isProgram: true)
    ]
    for library in sources.libraries {
      copies += Self.copies(of: library, to: FilePath.join(share, "library"))
    }
    copies += Self.copies(of: sources.plugins, to: FilePath.join(share, "Plugins"))
    self.copies = copies
  }

  /// The folder that an editor's Lua language server is told of.
  var library: String { FilePath.join(prefix, "share/valence/library") }
  var programFolder: String { FilePath.join(prefix, "bin") }

  /// Whether the shell finds programs of the prefix.
  var isOnPath: Bool {
    let wanted = FilePath.real(programFolder) ?? programFolder
    let folders = TerminalProperties.variable("PATH")?.split(separator: ":") ?? []
    return folders.contains { FilePath.real(String($0)) == wanted }
  }

  /// Copies everything; a file that is replaced changes whole.
  ///
  /// - Throws: a `Diagnostic` where a file cannot be read or written.
  func run() throws(Diagnostic) {
    for copy in copies {
      if let real = FilePath.real(copy.to), real == FilePath.real(copy.from) { continue }
      if let code = FilePath.makeFolder(FilePath.folder(of: copy.to)) {
        throw problem("make the folder '\(FilePath.folder(of: copy.to))'", code)
      }
      let bytes: [UInt8]
      do {
        bytes = try FilePath.read(copy.from, atMost: .max)
      } catch {
        throw problem("read '\(copy.from)'", error.code)
      }
      let partial = "\(copy.to).\(getpid()).partial"
      let mode: mode_t = copy.isProgram ? 0o777 : 0o666
      let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
      guard descriptor >= 0 else { throw problem("write '\(copy.to)'", errno) }
      var failure = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
      if close(descriptor) != 0, failure == nil { failure = errno }
      if failure == nil, rename(partial, copy.to) != 0 { failure = errno }
      guard let failure else { continue }
      unlink(partial)
      throw problem("write '\(copy.to)'", failure)
    }
  }

  private func problem(_ what: String, _ code: Int32) -> Diagnostic {
    Diagnostic(
      "cannot \(what): \(FilePath.systemMessage(code))", class: .environment,
      hints: ["install elsewhere with --prefix DIR, or with the right to write there"])
  }

  /// The running program itself.
  private static var program: String? { FilePath.real("/proc/self/exe") }

  /// The folders of the repository that this program was built in, else those of the prefix that it
  /// was installed in.
  private static func sources() -> (libraries: [String], plugins: String)? {
    guard let program else { return nil }
    var folder = FilePath.folder(of: program)
    while folder != "/" {
      let installed = FilePath.join(folder, "share/valence")
      if FilePath.isFolder(FilePath.join(installed, "library")) {
        return ([FilePath.join(installed, "library")], FilePath.join(installed, "Plugins"))
      }
      if FilePath.exists(FilePath.join(folder, "Package.swift")) {
        let libraries = ["Studies", "Suites", "Interactive"].map { layer in
          FilePath.join(folder, "Sources/\(layer)/Lua/library")
        }
        return (libraries, FilePath.join(folder, "Plugins"))
      }
      folder = FilePath.folder(of: folder)
    }
    return nil
  }

  /// Every file below a folder, hidden ones left out.
  private static func copies(of folder: String, to place: String) -> [Copy] {
    FilePath.names(in: folder).filter { !$0.hasPrefix(".") }.flatMap { name in
      let from = FilePath.join(folder, name)
      let to = FilePath.join(place, name)
      return FilePath.isFolder(from) ? copies(of: from, to: to) : [Copy(from: from, to: to)]
    }
  }
}
