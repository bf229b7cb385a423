import Tables

/// A plugin that a study was read with.
package struct UsedPlugin: Hashable, Sendable {
  package var name: String
  package var version: String
  /// SHA-256 of its manifest and of the modules that were required, in hexadecimal digits.
  package var digest: String
}

extension SourceText {
  /// The plugins whose modules the script was read with, in byte order of their names.
  var plugins: [UsedPlugin] {
    Dictionary(grouping: modules, by: \.plugin.manifest.name).map { name, modules in
      let manifest = modules[0].plugin.manifest
      var hash = SHA256()
      let texts = [manifest.text] + modules.flatMap { [$0.name, $0.source.text] }
      for text in texts { hash.update(Array("\(text.utf8.count) \(text)\n".utf8)) }
      return UsedPlugin(
        name: name, version: manifest.version.description, digest: hash.hexadecimal)
    }.sorted { $0.name < $1.name }
  }
}
