import Diagnostics

/// The plugins that one script sees, with their manifests, which are read and checked when a plugin
/// is first asked for.
final class PluginShelf {
  private let finder: PluginFinder
  private let permissions: PluginGrants
  private var plugins: [String: Plugin] = [:]

  init(_ places: PluginPlaces, script: String) {
    finder = PluginFinder(places, script: script)
    permissions = places.grants
  }

  /// The names of all plugins.
  var names: [String] { finder.all.map(\.name) }

  func has(_ name: String) -> Bool { (try? finder.plugin(named: name)) != nil }

  /// - Throws: that there is none, or everything that is wrong with it or with those that it requires.
  func plugin(named name: String) throws(DiagnosticList) -> Plugin {
    if let known = plugins[name] { return known }
    let plugin = try read(name, requiredBy: [])
    plugins[name] = plugin
    return plugin
  }

  private func read(_ name: String, requiredBy chain: [String]) throws(DiagnosticList) -> Plugin {
    let folder: PluginFolder
    do throws(Diagnostic) {
      folder = try finder.plugin(named: name)
    } catch {
      throw DiagnosticList([error])
    }
    let plugin = Plugin(folder, try PluginManifest(in: folder.folder))
    var problems: [Diagnostic] = []
    for need in plugin.manifest.requires {
      do throws(DiagnosticList) {
        try check(need, of: plugin, chain + [name])
      } catch {
        problems += error.diagnostics
      }
    }
    if let missing = permissions.missing(of: plugin) { problems.append(missing) }
    if !problems.isEmpty { throw DiagnosticList(problems) }
    return plugin
  }

  private func check(
    _ need: PluginManifest.Requirement, of plugin: Plugin, _ chain: [String]
  ) throws(DiagnosticList) {
    if let start = chain.firstIndex(of: need.name) {
      let circle = (chain[start...] + [need.name]).joined(separator: " -> ")
      throw problem("plugins require each other: \(circle)", [], need, plugin)
    }
    let needed: Plugin
    do throws(DiagnosticList) {
      if let known = plugins[need.name] {
        needed = known
      } else {
        needed = try read(need.name, requiredBy: chain)
      }
    } catch {
      // What is not there is a matter of the line that asks for it.
      guard error.diagnostics.count == 1, error.diagnostics[0].location == nil else { throw error }
      throw problem(error.diagnostics[0].message, error.diagnostics[0].hints, need, plugin)
    }
    plugins[need.name] = needed
    if !needed.manifest.version.satisfies(need.version) {
      throw problem(
        "the plugin needs '\(need.name)' \(need.version), and '\(needed.folder.folder)' is "
          + "\(needed.manifest.version)",
        [
          "a version does for a need if it is not older and its first number that is not 0 is the same"
        ], need, plugin)
    }
  }

  private func problem(
    _ message: String, _ hints: [String], _ need: PluginManifest.Requirement, _ plugin: Plugin
  ) -> DiagnosticList {
    DiagnosticList([plugin.manifest.problem(message, at: need.line, hints: hints)])
  }
}

/// A plugin that was found, with what its manifest says.
package struct Plugin: Sendable {
  package var folder: PluginFolder
  package var manifest: PluginManifest

  init(_ folder: PluginFolder, _ manifest: PluginManifest) {
    self.folder = folder
    self.manifest = manifest
  }
}
