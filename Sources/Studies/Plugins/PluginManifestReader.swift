package import Diagnostics

extension PluginManifest {
  /// - Parameter folder: the name that it must have; `nil`: any.
  /// - Throws: everything that is wrong with it.
  package init(text: String, path: String, folder: String?) throws(DiagnosticList) {
    let reader: ManifestReader
    do throws(Diagnostic) {
      reader = try ManifestReader(text, path: path, folder: folder)
    } catch {
      throw DiagnosticList([error])
    }
    self = try reader.read()
  }
}

/// Reads the entries of a manifest, gathering every mistake on the way.
private final class ManifestReader {
  private let document: TomlDocument
  private let folder: String?
  private var manifest: PluginManifest
  private var problems: [Diagnostic] = []

  private static let texts = ["name", "version", "valence", "summary"]
  private static let tables = ["requires", "exports"]
  private static let known = texts + ["permissions"] + tables

  init(_ text: String, path: String, folder: String?) throws(Diagnostic) {
    self.folder = folder
    document = try TomlDocument(text, path: path)
    manifest = PluginManifest(path: path, text: text)
  }

  func read() throws(DiagnosticList) -> PluginManifest {
    for key in Self.texts
    where !document.entries.contains(where: { $0.table == "" && $0.key == key }) {
      report("the manifest needs '\(key)'", Self.example(of: key), at: nil)
    }
    for entry in document.entries {
      switch entry.table {
      case "": readTop(entry)
      case "requires": readRequirement(entry)
      case "exports": readExports(entry)
      default: break
      }
    }
    guard problems.isEmpty else {
      throw DiagnosticList(problems.sorted { ($0.location?.line ?? 0) < ($1.location?.line ?? 0) })
    }
    return manifest
  }

  private func readTop(_ entry: TomlDocument.Entry) {
    switch (entry.key, entry.content) {
    case ("requires", .table), ("exports", .table): break
    case ("requires", _), ("exports", _):
      report("'\(entry.key)' must be a table: [\(entry.key)]", at: entry.line)
    case ("permissions", .list(let items)): items.forEach(readPermission)
    case ("permissions", _):
      report("'permissions' must be a list of texts", PluginPermission.form, at: entry.line)
    case (let key, .text(let text)) where Self.texts.contains(key):
      read(text, key, at: entry.line)
    case (let key, _) where Self.texts.contains(key):
      report("'\(key)' must be a text", Self.example(of: key), at: entry.line)
    case (let key, _):
      report(
        "a manifest has no entry '\(key)'",
        unknownNameHint(key, among: Self.known, noun: "entries"), at: entry.line)
    }
  }

  private func read(_ text: String, _ key: String, at line: Int) {
    switch key {
    case "name":
      manifest.name = text
      if !PluginFinder.isName(text) {
        report(
          "a plugin cannot be called '\(text)'",
          "its name stands as a variable in studies: letters, digits and _, no digit first",
          at: line)
      } else if PluginFinder.hostModules.contains(text) {
        report("'\(text)' is a module of Valence itself", "choose another name", at: line)
      } else if let folder, text != folder {
        report(
          "the plugin is called '\(text)', but its folder '\(folder)'",
          "both are the name that studies require", at: line)
      }
    case "version":
      if let version = version(text, key, at: line) { manifest.version = version }
    case "valence":
      guard let version = version(text, key, at: line) else { return }
      manifest.valence = version
      if !PluginVersion.valence.satisfies(version) {
        report(
          "the plugin needs Valence \(version), and this is \(PluginVersion.valence)",
          "a version does for a need if it is not older and its first number that is not 0 is the same",
          at: line)
      }
    default:
      manifest.summary = text
      if text.isEmpty { report("'summary' is empty", Self.example(of: key), at: line) }
    }
  }

  private func readRequirement(_ entry: TomlDocument.Entry) {
    guard case .text(let text) = entry.content, PluginFinder.isName(entry.key) else {
      report(
        "a plugin that is required is written NAME = \"VERSION\"", "for example gains = \"1.0\"",
        at: entry.line)
      return
    }
    guard let version = version(text, entry.key, at: entry.line) else { return }
    manifest.requires.append(.init(name: entry.key, version: version, line: entry.line))
  }

  private func readPermission(_ item: TomlDocument.Item) {
    guard let text = item.text, let permission = PluginPermission(text) else {
      report(
        item.text.map { "there is no permission '\($0)'" } ?? "a permission is a text",
        PluginPermission.form, at: item.line)
      return
    }
    manifest.permissions.append(.init(permission: permission, line: item.line))
  }

  private func readExports(_ entry: TomlDocument.Entry) {
    let sorts = PluginManifest.Sort.allCases.map(\.rawValue)
    guard let sort = PluginManifest.Sort(rawValue: entry.key) else {
      report(
        "there are no exports of the sort '\(entry.key)'",
        unknownNameHint(entry.key, among: sorts, noun: "sorts"), at: entry.line)
      return
    }
    guard case .list(let items) = entry.content else {
      report("'\(entry.key)' must be a list of names", at: entry.line)
      return
    }
    for item in items {
      guard let name = item.text, PluginFinder.isName(name) else {
        report("an export is the name of an entry of the plugin's table", at: item.line)
        continue
      }
      if manifest.exports.contains(where: { $0.name == name }) {
        report("'\(name)' is exported twice", at: item.line)
      }
      manifest.exports.append(.init(name: name, sort: sort, line: item.line))
    }
  }

  private func version(_ text: String, _ key: String, at line: Int) -> PluginVersion? {
    let version = PluginVersion(text)
    if version == nil {
      report(
        "'\(text)' is no version of '\(key)'", "up to three whole numbers, as \"1.0\" or \"0.4.2\"",
        at: line)
    }
    return version
  }

  private static func example(of key: String) -> String {
    switch key {
    case "name": "for example name = \"loyalty\""
    case "version": "for example version = \"1.0.0\""
    case "valence": "the version of Valence that it needs: valence = \"\(PluginVersion.valence)\""
    default: "for example summary = \"Points and tiers of loyalty programmes\""
    }
  }

  private func report(_ message: String, _ hint: String? = nil, at line: Int?) {
    problems.append(manifest.problem(message, at: line, hints: hint.map { [$0] } ?? []))
  }
}
