import Bytecode
import Diagnostics
import Simulation
import Tables

extension StudyDomain {
  mutating func index(_ object: StudyValue, _ key: AbstractKey<StudyValue>, at site: Site)
    -> StudyValue
  {
    noteTwin(object)
    guard let name = text(of: key) else { return .unknown }
    switch object {
    case .twin(let kind): return field(name, of: kind, .other, at: site)
    case .actor(let kind, let identity): return field(name, of: kind, identity, at: site)
    case .start(let kind): return startField(name, of: kind, at: site)
    case .globals: return global(name)
    case .library(let library): return member(name, of: library)
    case .table(let number): return entry(name, ofTable: number)
    case .module:
      if moduleNames.contains(name) { return .unknown }
      return .missing(
        "valence.\(name)", hint: unknownNameHint(name, among: moduleNames, noun: "names"))
    case .environment: return environment(name, at: site)
    case .event(let phase): return eventMember(name, of: phase, at: site)
    case .tie(let network):
      let declaration = study.networks[network]
      if declaration.tieFields.contains(name) { return .number }
      report(unknown: name, Messages.unknownTieField(name, of: declaration), at: site)
      return .unknown
    case .kept(let names):
      if names.contains(name) { return .number }
      report(Messages.notKept(name, names), at: site)
      return .unknown
    case .byLevel(let parameter, let levels):
      if levels.contains(name) { return .unknown }
      report(Messages.unknownLevel(name, of: parameter, levels: levels), at: site)
      return .unknown
    case .run:
      if RunNames.methods.contains(name) { return .method(name, of: object) }
      noteDescriptions(name, at: site)
      if !RunNames.values.contains(name) {
        report(
          "a run has no '\(name)'; \(unknownNameHint(name, among: RunNames.all, noun: "names"))",
          at: site)
      }
      return .unknown
    case .unknown:
      // An actor of any kind, where the measure does not say which.
      if name == "start", use.role.isAfterRun {
        facts.starts.formUnion(study.kinds.indices.map(KindID.init))
      }
      return .unknown
    default: return .unknown
    }
  }

  /// A name that is written there, or a text that was captured.
  private func text(of key: AbstractKey<StudyValue>) -> String? {
    switch key {
    case .name(let name): name
    case .computed(let value): value.text
    case .integer: nil
    }
  }

  /// What a measure asks of the descriptions of value definitions.
  private mutating func noteDescriptions(_ name: String, at site: Site) {
    if name == "definitions" { facts.readsDefinitions = true }
    guard name == "lens", case .measure = use.role else { return }
    let measure = study.measures.first { $0.function == function }
    if let measure, measure.lenses.isEmpty, !study.unread.contains(measure.name) {
      report(Messages.noLens, at: site)
    }
  }

  private mutating func field(
    _ name: String, of kind: Int, _ identity: StudyValue.Identity, at site: Site
  ) -> StudyValue {
    let declaration = study.kinds[kind]
    if let field = declaration.field(named: name) {
      if identity == .own || identity == .either { facts.ownReads.insert(name) }
      return value(of: declaration.fields[field.rawValue])
    }
    switch name {
    case "number": return .number
    case "kind":
      return .category(.init(name: "kind", levels: study.kinds.map(\.name)))
    case "alive": return .boolean
    case "start":
      facts.starts.insert(KindID(kind))
      if !use.role.isAfterRun {
        report("'start' is for measures: they compare what was with what came of it", at: site)
      }
      return .start(kind: kind)
    default: break
    }
    if ActorNames.all.contains(name) { return .method(name, of: .actor(kind: kind, identity)) }
    report(unknown: name, Messages.unknownField(name, of: declaration), at: site)
    return .unknown
  }

  private mutating func startField(_ name: String, of kind: Int, at site: Site) -> StudyValue {
    let declaration = study.kinds[kind]
    if let field = declaration.field(named: name) {
      return value(of: declaration.fields[field.rawValue])
    }
    report(unknown: name, Messages.unknownField(name, of: declaration), at: site)
    return .unknown
  }

  private func value(of field: FieldDeclaration) -> StudyValue {
    switch field.type {
    case .number, .integer: .number
    case .boolean: .boolean
    case .category(let levels):
      .category(
        .init(
          name: field.name, levels: levels,
          areFromData: field.initial.table?.sort == "column"))
    case .reference(let other): .actor(other.rawValue)
    }
  }

  private func global(_ name: String) -> StudyValue {
    if lua.members[name] != nil { return .library(name) }
    return lua.globals.contains(name) ? .libraryFunction(name) : .unknown
  }

  private func member(_ name: String, of library: String) -> StudyValue {
    guard let members = lua.members[library] else { return .unknown }
    if members.contains(name) { return .libraryFunction("\(library).\(name)") }
    return .missing(
      "\(library).\(name)",
      hint: unknownNameHint(name, among: members, noun: "members of \(library)"))
  }

  private mutating func environment(_ name: String, at site: Site) -> StudyValue {
    if let parameter = study.parameter(named: name) {
      return value(of: parameter.preset, parameter)
    }
    if name == "step" { return .number }
    if EnvironmentNames.all.contains(name) { return .method(name, of: .environment) }
    report(unknown: name, Messages.unknownParameter(name, in: study), at: site)
    return .unknown
  }

  private func value(of preset: ParameterValue, _ parameter: ParameterSpec) -> StudyValue {
    switch preset {
    case .number, .integer: return .number
    case .boolean: return .boolean
    case .text:
      return parameter.choices.map { .category(.init(name: parameter.name, levels: $0)) }
        ?? .unknown
    case .byLevel(let levels, _): return .byLevel(name: parameter.name, levels: levels)
    case .overTime(let changes): return value(of: changes[0].value, parameter)
    }
  }

  private mutating func eventMember(_ name: String, of phase: Int, at site: Site) -> StudyValue {
    let declaration = study.phases[phase]
    if let tag = declaration.tags.first(where: { $0.name == name }) {
      return .category(.init(name: name, levels: isFold ? levels(ofTag: name) : tag.levels))
    }
    if declaration.marks.contains(name) { return .boolean }
    if isFold, study.eventNames.contains(name) { return .constant(.nil) }
    if let match = declaration.matches.first(where: { $0.column == name }) {
      return .actor(match.kind.rawValue)
    }
    switch name {
    case "initiator": return declaration.sides.map { .actor($0.from.rawValue) } ?? .unknown
    case "partner": return declaration.sides?.to.map { .actor($0.rawValue) } ?? .unknown
    case "tie":
      if case .encounter(_, _, .network(let network), _) = declaration.body {
        return .tie(network: network.rawValue)
      }
      report(
        "an event of '\(declaration.name)' has no tie: it does not run along a network", at: site)
      return .unknown
    default: break
    }
    if EventNames.all.contains(name) { return .unknown }
    if study.unread.contains(name) { return .unknown }
    let columns = columns(of: declaration)
    if columns.contains(name) { return .unknown }
    report(Messages.unknownEventMember(name, of: declaration, columns: columns), at: site)
    return .unknown
  }

  private var isFold: Bool {
    if case .fold = use.role { true } else { false }
  }

  /// A fold may follow several phases, whose tags of one name need not have the same levels.
  private func levels(ofTag name: String) -> [String] {
    study.phases.flatMap(\.tags).filter { $0.name == name }.flatMap(\.levels)
  }

  private func columns(of phase: PhaseDeclaration) -> [String] {
    guard case .replay(let table, _, _) = phase.body else { return [] }
    return study.data[table]?.table.columns.map(\.name) ?? []
  }
}
