package import Diagnostics

/// What `plugin.toml` says about a plugin.
package struct PluginManifest: Sendable {
  package static let fileName = "plugin.toml"

  /// What an export makes.
  package enum Sort: String, CaseIterable, Sendable {
    case measures, values, phases, networks
    case initialValues = "initial_values"
    case scenarios, sections, assertions
    /// Whatever a study calls otherwise.
    case functions
  }

  /// Another plugin that it needs.
  package struct Requirement: Sendable {
    package var name: String
    package var version: PluginVersion
    package var line: Int
  }

  /// A name in the table that the plugin's `init.lua` returns.
  package struct Export: Sendable {
    package var name: String
    package var sort: Sort
    package var line: Int
  }

  /// What it asks for beyond what a guest has.
  package struct Permission: Sendable {
    package var permission: PluginPermission
    package var line: Int
  }

  /// As the user would type it.
  package var path: String
  package var text: String
  package var name = ""
  package var version = PluginVersion(major: 0, minor: 0, patch: 0)
  /// The version of Valence that it needs.
  package var valence = PluginVersion(major: 0, minor: 0, patch: 0)
  package var summary = ""
  package var requires: [Requirement] = []
  package var permissions: [Permission] = []
  package var exports: [Export] = []
}

extension PluginManifest {
  /// The manifest in a plugin's folder.
  ///
  /// - Parameter isNamedAfterFolder: whether the folder must have the plugin's name.
  /// - Throws: everything that is wrong with it.
  package init(in folder: String, isNamedAfterFolder: Bool = true) throws(DiagnosticList) {
    let path = FilePath.join(folder, Self.fileName)
    guard FilePath.exists(path) else {
      throw DiagnosticList([
        Diagnostic(
          "there is no \(Self.fileName) in '\(folder)'",
          hints: ["a plugin has one: valence plugin new NAME makes a plugin with all it needs"])
      ])
    }
    let text: String
    do throws(Diagnostic) {
      text = try PluginText.text(of: path)
    } catch {
      throw DiagnosticList([error])
    }
    try self.init(
      text: text, path: path,
      folder: isNamedAfterFolder ? FilePath.real(folder).map(FilePath.name) : nil)
  }

  /// A finding at one of its lines.
  package func problem(_ message: String, at line: Int?, hints: [String] = []) -> Diagnostic {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return Diagnostic(
      message, at: SourceLocation(file: path, line: line),
      sourceLine: line.flatMap { lines.indices.contains($0 - 1) ? String(lines[$0 - 1]) : nil },
      hints: hints)
  }
}
