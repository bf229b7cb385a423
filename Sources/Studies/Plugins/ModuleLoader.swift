import Diagnostics
import LuaRuntime

/// Answers `require` in a state: finds modules of plugins for the script that is being read.
final class ModuleLoader {
  /// A file of a plugin.
  struct Module: Sendable {
    /// As it is required: "fusion.events".
    var name: String
    var source: SourceText
    var plugin: Plugin
  }

  private let places: PluginPlaces
  private let state: LuaState
  /// The names of the chunks of plugins, for `valence.lua`: a call that stands there is not the
  /// study's own.
  let chunks: LuaReference
  private var shelf: PluginShelf
  /// The modules that were required, by path.
  private var modules: [String: Module] = [:]
  /// The paths that each module requires, by its path; those of the script by "".
  private var required: [String: [String]] = [:]
  /// The modules of a study that is loaded again: the texts that it was read with.
  private var recorded: [String: Module] = [:]

  /// - Parameter script: whose `require` is answered where no study is being read.
  init(
    _ state: LuaState, places: PluginPlaces, script: String
  ) throws(LuaError) {
    self.places = places
    self.state = state
    chunks = try state.makeTable()
    shelf = PluginShelf(places, script: script)
    state.requireHandler = { [unowned self] name, requirer in
      let module = try module(named: name, for: requirer)
      required[requirer ?? "", default: []].append(module.source.path)
      return (module.source.text, module.source.path)
    }
    state.moduleHandler = { [unowned self] path, value in
      guard let module = modules[path], module.name == module.plugin.manifest.name else { return }
      try checkExports(of: module.plugin, in: value)
    }
  }

  /// Runs a script that may require modules.
  ///
  /// - Returns: what the body returns, and the modules that the script was read with.
  func reading<Result, Failure: Error>(
    _ source: SourceText, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> (Result, [Module]) {
    let outer = (shelf, required[""], recorded)
    defer { (shelf, required[""], recorded) = outer }
    shelf = PluginShelf(places, script: source.path)
    required[""] = []
    recorded = Dictionary(uniqueKeysWithValues: source.modules.map { ($0.name, $0) })
    let result = try body()
    return (result, reached)
  }

  /// The modules that the script required, and those that they require, in byte order of their
  /// names.
  var reached: [Module] {
    var waiting = required[""] ?? []
    var seen = Set(waiting)
    var found: [Module] = []
    while let path = waiting.popLast() {
      if let module = modules[path] { found.append(module) }
      waiting += (required[path] ?? []).filter { seen.insert($0).inserted }
    }
    return found.sorted { $0.name < $1.name }
  }

  /// The names of the plugins that can be required.
  var names: [String] { shelf.names }

  /// Whether there is a plugin of that name, all right with it or not.
  func canFind(_ name: String) -> Bool { PluginFinder.isName(name) && shelf.has(name) }

  /// Reads modules anew from now on, for the scripts that are required where no study is being read.
  func forget(for script: String) {
    shelf = PluginShelf(places, script: script)
    (modules, required, recorded) = ([:], [:], [:])
  }

  /// The text of the line at a place in a module.
  func line(at place: SourceLocation) -> String? {
    place.line.flatMap { line in modules[place.file]?.source.line(line) }
  }

  /// A plugin of which some module was required.
  func plugin(named name: String) -> Plugin? {
    modules.values.first { $0.plugin.manifest.name == name }?.plugin
  }

  private func module(named name: String, for requirer: String?) throws -> Module {
    if let known = recorded[name] { return try noted(known) }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.allSatisfy(PluginFinder.isName) else {
      throw Diagnostic(
        "'\(name)' is no name of a module",
        hints: ["a module is a plugin, \"fusion\", or a part of one, \"fusion.events\""])
    }
    let plugin = try shelf.plugin(named: parts[0])
    if let requirer, let asking = modules[requirer]?.plugin {
      try checkRequirement(of: plugin, by: asking)
    }
    return try noted(try file(parts, of: plugin))
  }

  private func noted(_ module: Module) throws(LuaError) -> Module {
    if modules.updateValue(module, forKey: module.source.path) == nil {
      try state.rawSet(chunks, "@" + module.source.path, .boolean(true))
    }
    return module
  }

  /// `fusion` is `fusion/init.lua`, `fusion.events` is `fusion/events.lua`.
  private func file(_ parts: [String], of plugin: Plugin) throws(Diagnostic) -> Module {
    let folder = plugin.folder.folder
    let isWhole = parts.count == 1
    let file = isWhole ? "init" : parts.dropFirst().joined(separator: "/")
    let path = FilePath.join(folder, file + ".lua")
    if let known = modules[path] { return known }
    guard FilePath.exists(path) else {
      throw Diagnostic(
        isWhole
          ? "plugin '\(parts[0])' has no init.lua in '\(folder)'"
          : "plugin '\(parts[0])' has no part '\(parts.dropFirst().joined(separator: "."))'",
        hints: ["looked for \(path)"])
    }
    let text = try PluginText.text(of: path)
    return Module(
      name: parts.joined(separator: "."), source: SourceText(path: path, text: text), plugin: plugin
    )
  }

  private func checkRequirement(of plugin: Plugin, by asking: Plugin) throws(Diagnostic) {
    let (name, asker) = (plugin.manifest.name, asking.manifest.name)
    if name == asker || asking.manifest.requires.contains(where: { $0.name == name }) { return }
    throw Diagnostic(
      "plugin '\(asker)' requires '\(name)', which its manifest does not name",
      hints: [
        "add to [requires] in \(asking.manifest.path): \(name) = \"\(plugin.manifest.version)\""
      ])
  }

  private func checkExports(of plugin: Plugin, in value: LuaValue) throws {
    guard let table = value.table else {
      throw DiagnosticList([
        Diagnostic(
          "the plugin's init.lua must return a table, the module",
          at: SourceLocation(file: FilePath.join(plugin.folder.folder, "init.lua")))
      ])
    }
    var problems: [Diagnostic] = []
    var names: [String] = []
    for entry in try state.entries(of: table) {
      if let name = entry.key.text { names.append(name) }
    }
    for export in plugin.manifest.exports where !names.contains(export.name) {
      problems.append(
        plugin.manifest.problem(
          "the plugin exports '\(export.name)', but its module has no such entry", at: export.line,
          hints: [unknownNameHint(export.name, among: names, noun: "entries of the module")]))
    }
    if !problems.isEmpty { throw DiagnosticList(problems) }
  }
}
