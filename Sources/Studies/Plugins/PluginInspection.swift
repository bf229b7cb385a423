package import Diagnostics
import LuaRuntime

/// A plugin that was loaded to be looked at, outside any study.
package struct PluginInspection: Sendable {
  package let plugin: Plugin
  package let documentation: PluginDocumentation

  /// Loads the plugin in a folder with those that it requires.
  ///
  /// - Throws: everything that keeps studies from requiring it.
  package init(_ folder: PluginFolder, places: PluginPlaces) throws(DiagnosticList) {
    // A script in the plugin's folder sees the plugin, and those of its project.
    let script = SourceText(
      path: FilePath.join(folder.folder, "=inspection"), text: "return require '\(folder.name)'")
    do throws(LuaError) {
      let host = try StudyHost(try LuaState(), plugins: places, script: script.path)
      let chunk = try host.state.load(script.text, chunkName: "=inspection")
      let module = try host.state.call(chunk, [], results: 1).first?.table
      guard let module, let plugin = host.modules.plugin(named: folder.name) else {
        throw LuaError(.internalFault, "the plugin was loaded as something else")
      }
      self.plugin = plugin
      documentation = try PluginDocumentation(plugin, module: module, in: host.state)
    } catch {
      throw error.diagnostics { place in
        place.line.flatMap { line in
          (try? PluginText.text(of: place.file)).flatMap { text in
            SourceText(path: place.file, text: text).line(line)
          }
        }
      }
    }
  }
}
