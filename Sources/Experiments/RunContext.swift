internal import Glibc
internal import Simulation

/// How a session was started: what a reader needs to repeat it.
package struct RunContext: Hashable, Sendable, Codable {
  /// The study as the user would type it.
  package var studyFile: String
  /// The command that makes the same results again.
  package var command: String
  /// The version of Valence.
  package var version: String
  package var engine: String
  package let semantics: Int
  /// System, processor family and number of cores.
  package let machine: String

  package init(studyFile: String, command: String, version: String, engine: String = "lua") {
    self.studyFile = studyFile
    self.command = command
    self.version = version
    self.engine = engine
    semantics = Semantics.version
    machine = Self.describedMachine()
  }

  private static func describedMachine() -> String {
    let count = Experiment.cores
    let cores = "\(count) \(count == 1 ? "core" : "cores")"
    var names = utsname()
    guard uname(&names) == 0 else { return cores }
    let system = text(&names.sysname)
    let release = text(&names.release)
    return "\(system) \(release), \(text(&names.machine)), \(cores)"
  }

  private static func text<Tuple>(_ characters: inout Tuple) -> String {
    withUnsafeBytes(of: &characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
