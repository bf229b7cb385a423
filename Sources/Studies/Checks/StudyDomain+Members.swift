import Bytecode
import Simulation
import Tables

extension StudyDomain {
  mutating func index(_ object: StudyValue, _ key: AbstractKey<StudyValue>, at site: Site)
    -> StudyValue
  {
    noteTwin(object)
    guard case .name(let name) = key else { return .unknown }
    switch object {
    case .twin(let kind): return field(name, of: kind, isSelf: false, at: site)
    case .actor(let kind, let isSelf, _): return field(name, of: kind, isSelf: isSelf, at: site)
    case .start(let kind): return field(name, of: kind, isSelf: false, at: site)
    case .environment: return environment(name, at: site)
    case .event(let phase): return eventMember(name, of: phase, at: site)
    case .tie(let network):
      let declaration = study.networks[network]
      if declaration.tieFields.contains(name) { return .number }
      report(Messages.unknownTieField(name, of: declaration), at: site)
      return .unknown
    case .kept(let names):
      if names.contains(name) { return .number }
      report("nothing is kept under '\(name)'; kept: \(names.joined(separator: ", "))", at: site)
      return .unknown
    case .byLevel(let parameter, let levels):
      if levels.contains(name) { return .unknown }
      report(Messages.unknownLevel(name, of: parameter, levels: levels), at: site)
      return .unknown
    case .run:
      if !RunNames.all.contains(name) {
        report("a run has no '\(name)'; names: \(RunNames.all.sorted().joined(separator: ", "))", at: site)
      }
      return .unknown
    default: return .unknown
    }
  }

  private mutating func field(_ name: String, of kind: Int, isSelf: Bool, at site: Site)
    -> StudyValue
  {
    let declaration = study.kinds[kind]
    if let field = declaration.field(named: name) {
      if isSelf { facts.ownReads.insert(name) }
      switch declaration.fields[field.rawValue].type {
      case .number, .integer: return .number
      case .boolean: return .boolean
      case .category(let levels): return .category(name: name, levels: levels)
      case .reference(let other): return .actor(other.rawValue)
      }
    }
    if name == "number" { return .number }
    if name == "start", use.role == .measure {
      facts.starts.insert(KindID(kind))
      return .start(kind: kind)
    }
    if ActorNames.all.contains(name) { return .unknown }
    report(Messages.unknownField(name, of: declaration), at: site)
    return .unknown
  }

  private mutating func environment(_ name: String, at site: Site) -> StudyValue {
    if let parameter = study.parameter(named: name) {
      return value(of: parameter.preset, parameter)
    }
    if name == "step" { return .number }
    if EnvironmentNames.all.contains(name) { return .unknown }
    report(Messages.unknownParameter(name, in: study), at: site)
    return .unknown
  }

  private func value(of preset: ParameterValue, _ parameter: ParameterSpec) -> StudyValue {
    switch preset {
    case .number, .integer: return .number
    case .boolean: return .boolean
    case .text:
      return parameter.choices.map { .category(name: parameter.name, levels: $0) } ?? .unknown
    case .byLevel(let levels, _): return .byLevel(name: parameter.name, levels: levels)
    case .overTime(let changes): return value(of: changes[0].value, parameter)
    }
  }

  private mutating func eventMember(_ name: String, of phase: Int, at site: Site) -> StudyValue {
    let declaration = study.phases[phase]
    if let tag = declaration.tags.first(where: { $0.name == name }) {
      return .category(name: name, levels: tag.levels)
    }
    if declaration.marks.contains(name) { return .boolean }
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
      report("an event of '\(declaration.name)' has no tie: it does not run along a network", at: site)
      return .unknown
    default: break
    }
    if EventNames.all.contains(name) { return .unknown }
    let columns = columns(of: declaration)
    if columns.contains(name) { return .unknown }
    report(Messages.unknownEventMember(name, of: declaration, columns: columns), at: site)
    return .unknown
  }

  private func columns(of phase: PhaseDeclaration) -> [String] {
    guard case .replay(let table, _, _) = phase.body else { return [] }
    return study.data[table]?.table.columns.map(\.name) ?? []
  }

  // MARK: assignments

  mutating func setIndex(
    _ object: StudyValue, _ key: AbstractKey<StudyValue>, to value: StudyValue, at site: Site
  ) {
    guard case .name(let name) = key else { return }
    switch object {
    case .actor(let kind, let isSelf, let isNew):
      setField(name, of: kind, isSelf: isSelf, isNew: isNew, value, at: site)
    case .environment:
      report("env.\(name) cannot be assigned: parameters are the same for every actor", at: site)
    case .event(let phase): setEventMember(name, of: phase, value, at: site)
    case .tie(let network):
      let declaration = study.networks[network]
      if !declaration.tieFields.contains(name) {
        report(Messages.unknownTieField(name, of: declaration), at: site)
      } else if !mayWriteTies {
        report(
          "'\(name)' of a tie can be assigned only in an encounter in which each tie meets once",
          at: site)
      }
    case .kept(let names):
      if !names.contains(name) {
        report("nothing is kept under '\(name)'; kept: \(names.joined(separator: ", "))", at: site)
      }
    case .run, .start: report("a measure reads a finished run and changes nothing", at: site)
    default: break
    }
  }

  private mutating func setField(
    _ name: String, of kind: Int, isSelf: Bool, isNew: Bool, _ value: StudyValue, at site: Site
  ) {
    let declaration = study.kinds[kind]
    guard let field = declaration.field(named: name) else {
      report(Messages.unknownField(name, of: declaration), at: site)
      return
    }
    if case .category(let levels) = declaration.fields[field.rawValue].type,
      let level = value.text, !levels.contains(level)
    {
      report(Messages.unknownLevel(level, of: name, levels: levels), at: site)
    }
    if !isNew, let refusal = refusal(name, declaration, isSelf: isSelf) {
      report(refusal, at: site)
    }
  }

  /// Why a field may not be assigned in this function, or `nil`.
  private func refusal(_ name: String, _ kind: KindDeclaration, isSelf: Bool) -> String? {
    let isSimultaneous = phase?.activation == .simultaneous
    switch use.role {
    case .rule, .presence:
      return isSimultaneous && !isSelf
        ? "'\(name)' of another \(kind.name) cannot be assigned while all act at once; "
          + "use other:give(\"\(name)\", amount) or other:claim(\"\(name)\", self)" : nil
    case .encounter:
      return isSimultaneous
        ? "'\(name)' cannot be assigned in a simultaneous encounter; use "
          + "\(kind.name):give(\"\(name)\", amount), or activation = \"random\" or \"ordered\"" : nil
    default:
      return "'\(name)' cannot be assigned here; only rules and encounters change fields"
    }
  }

  private var mayWriteTies: Bool {
    guard case .encounter = use.role, let phase,
      case .encounter(_, _, .network, let both) = phase.body
    else { return false }
    if phase.activation != .simultaneous { return true }
    if case .all = phase.pick { return !both }
    return false
  }

  private mutating func setEventMember(
    _ name: String, of phase: Int, _ value: StudyValue, at site: Site
  ) {
    if case .fold = use.role {
      report("a fold reads events; they are over", at: site)
      return
    }
    let declaration = study.phases[phase]
    if let tag = declaration.tags.first(where: { $0.name == name }) {
      if let level = value.text, !tag.levels.contains(level) {
        report(Messages.unknownLevel(level, of: name, levels: tag.levels), at: site)
      }
      return
    }
    if declaration.marks.contains(name) || EventNames.writable.contains(name) { return }
    report(
      "an event of '\(declaration.name)' has no tag or mark '\(name)'; declare it: "
        + "tags = { \(name) = { ... } } or marks = { \"\(name)\" }", at: site)
  }
}
