import Diagnostics
import Studies

/// Help on plugins, from their manifests and from the comments above their exports.
struct PluginHelp {
  let places: PluginPlaces
  /// The annotations of the API, which those of plugins refer to.
  let index: AnnotationIndex

  /// The entries that a question is about; only their plugins are loaded.
  ///
  /// - Parameters:
  ///   - script: the study whose plugins these are.
  ///   - isAsked: decides by the names of an entry.
  func entries(for script: String, where isAsked: (HelpEntry) -> Bool) -> [HelpEntry] {
    let finder = PluginFinder(places, script: script)
    return finder.all.flatMap { folder -> [HelpEntry] in
      // What is wrong with a plugin is said when a study requires it.
      guard let manifest = try? PluginManifest(in: folder.folder) else { return [] }
      let module = Self.module(manifest, in: folder)
      let asked = Self.exports(of: manifest).filter(isAsked)
      guard isAsked(module) || !asked.isEmpty else { return [] }
      let documented = documented(folder, manifest, finder)
      let whole = isAsked(module) ? [Self.listing(documented, in: module)] : []
      return whole + documented.filter { entry in asked.contains { $0.name == entry.name } }
    }
  }

  /// What can be asked, without texts: no plugin is loaded.
  func names(for script: String) -> [HelpEntry] {
    PluginFinder(places, script: script).all.flatMap { folder -> [HelpEntry] in
      guard let manifest = try? PluginManifest(in: folder.folder) else { return [] }
      return [Self.module(manifest, in: folder)] + Self.exports(of: manifest)
    }
  }

  private static func module(_ manifest: PluginManifest, in folder: PluginFolder) -> HelpEntry {
    var entry = HelpEntry(
      manifest.name, member: manifest.name,
      heading: "\(manifest.name) \(manifest.version), a plugin (\(folder.origin.rawValue))",
      text: ["\(manifest.summary)."])
    entry.place = FilePath.join(folder.folder, "init.lua")
    return entry
  }

  private static func exports(of manifest: PluginManifest) -> [HelpEntry] {
    manifest.exports.map { export in
      var entry = HelpEntry(
        "\(manifest.name).\(export.name)", member: export.name, heading: "", text: [])
      entry.owners = [manifest.name]
      return entry
    }
  }

  /// The module with the list of its exports.
  private static func listing(_ exports: [HelpEntry], in module: HelpEntry) -> HelpEntry {
    var entry = module
    entry.details = [.rows(exports.map { HelpBlock.Row(name: $0.name, text: $0.summary) })]
    return entry
  }

  // MARK: texts

  /// The exports with their texts, or with the reason why there are none.
  private func documented(
    _ folder: PluginFolder, _ manifest: PluginManifest, _ finder: PluginFinder
  ) -> [HelpEntry] {
    var entries = Self.exports(of: manifest)
    do throws(DiagnosticList) {
      let documentation = try PluginInspection(folder, places: places).documentation
      let index = index(with: manifest, finder)
      for (position, export) in documentation.entries.enumerated() {
        let lines = export.annotations.map { Substring($0) }
        let block = AnnotationFile.Block(lines)
        // A table among the exports is not called.
        entries[position].heading =
          block.parameters.isEmpty && block.results.isEmpty
          ? export.name : index.heading(export.name, of: block)
        entries[position].text =
          export.text.isEmpty
          ? ["The plugin says nothing about it."]
          : export.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        entries[position].details = index.details(of: block)
        entries[position].place = export.place?.description
      }
    } catch {
      let problems = error.diagnostics.map(\.rendered).joined(separator: "\n")
      for position in entries.indices {
        entries[position].heading = entries[position].name
        entries[position].text =
          ["The plugin cannot be loaded:", ""] + problems.split(separator: "\n").map { "    \($0)" }
      }
    }
    return entries
  }

  /// The annotations of the API with those in the files of a plugin and of those that it requires.
  private func index(with manifest: PluginManifest, _ finder: PluginFinder) -> AnnotationIndex {
    var result = index
    let names = [manifest.name] + manifest.requires.map(\.name)
    for folder in names.compactMap({ try? finder.plugin(named: $0).folder }) {
      for name in FilePath.names(in: folder) where name.hasSuffix(".lua") {
        guard let bytes = try? FilePath.read(FilePath.join(folder, name), atMost: 4 << 20) else {
          continue
        }
        result.add(AnnotationFile(String(decoding: bytes, as: UTF8.self)))
      }
    }
    return result
  }
}
