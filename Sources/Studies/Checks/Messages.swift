import Diagnostics
import Simulation

/// The messages that the check at load and the first touch at run time share.
enum Messages {
  static func unknownField(_ name: String, of kind: KindDeclaration) -> String {
    let names = kind.fields.map(\.name) + ActorNames.all.sorted()
    let hint =
      nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
      ?? unknownNameHint(name, among: kind.fields.map(\.name), noun: "fields of \(kind.name)")
    return "unknown field '\(name)' of \(kind.name); \(hint)"
  }

  static func noReference(_ field: String, of kind: KindDeclaration) -> String {
    "'\(field)' of \(kind.name) names no actor; "
      + unknownNameHint(
        field,
        among: kind.fields.filter { if case .reference = $0.type { true } else { false } }
          .map(\.name), noun: "references of \(kind.name)")
  }

  static func unknownTieField(_ name: String, of network: NetworkDeclaration) -> String {
    "unknown field '\(name)' of a tie of '\(network.name)'; "
      + unknownNameHint(name, among: network.tieFields, noun: "fields")
  }

  static func unknownParameter(_ name: String, in study: Study) -> String {
    let names = study.parameters.map(\.name) + EnvironmentNames.all.sorted()
    let hint =
      nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
      ?? unknownNameHint(name, among: study.parameters.map(\.name), noun: "parameters")
    return "unknown parameter '\(name)'; \(hint)"
  }

  static func unknownEventMember(_ name: String, of phase: PhaseDeclaration, columns: [String])
    -> String
  {
    let names = phase.tags.map(\.name) + phase.marks + columns + EventNames.all.sorted()
    return "an event of '\(phase.name)' has no '\(name)'; "
      + unknownNameHint(name, among: names, noun: "members")
  }

  static func notKept(_ name: String, _ names: [String]) -> String {
    "nothing is kept under '\(name)'; " + unknownNameHint(name, among: names, noun: "kept numbers")
  }

  static let noLens =
    "run.lens is for measures that declare 'lens'; write lens = \"every\", or the name of a lens"

  static func unknownNetwork(_ name: String, in study: Study) -> String {
    // One that could not be read is there all the same.
    let names = study.tree["networks"].table?.names ?? []
    return "unknown network '\(name)'; " + unknownNameHint(name, among: names, noun: "networks")
  }

  static func unknownKind(_ name: String, in study: Study) -> String {
    "unknown kind '\(name)'; "
      + unknownNameHint(name, among: study.kinds.map(\.name), noun: "kinds")
  }

  static func unknownPhase(_ name: String, in study: Study) -> String {
    let names = study.phases.filter { $0.sides != nil }.map(\.name)
    return "unknown encounter '\(name)'; " + unknownNameHint(name, among: names, noun: "encounters")
  }

  static func unknownValue(_ name: String, in study: Study) -> String {
    "unknown value definition '\(name)'; "
      + unknownNameHint(name, among: study.values.map(\.name), noun: "values")
  }

  static func unknownLevel(_ level: String, of name: String, levels: [String]) -> String {
    "'\(name)' has no level '\(level)'; " + unknownNameHint(level, among: levels, noun: "levels")
  }

  /// - Parameter how: what happens to the helper that holds the draw: "is called in a loop".
  static func drawInHelper(_ name: String, _ how: String, _ line: Int?) -> String {
    let place = line.map { " (line \($0))" } ?? ""
    return
      "env:\(name) draws the same number each time it is reached in one call, and its function "
      + "\(how)\(place); give it a key: env:\(name)(..., key)"
  }

  static func drawNeedsKey(_ name: String) -> String {
    "env:\(name) draws the same number each time it is reached in one call; "
      + "in a loop give it a key: env:\(name)(..., peer)"
  }
}
