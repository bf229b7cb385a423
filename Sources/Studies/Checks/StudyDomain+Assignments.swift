import Bytecode
import Simulation
import Tables

extension StudyDomain {
  mutating func setIndex(
    _ object: StudyValue, _ key: AbstractKey<StudyValue>, to value: StudyValue, at site: Site
  ) {
    guard case .name(let name) = key else { return }
    switch object {
    case .actor(let kind, let identity): setField(name, of: kind, identity, value, at: site)
    case .environment:
      report("env.\(name) cannot be assigned: parameters are the same for every actor", at: site)
    case .event(let phase): setEventMember(name, of: phase, value, at: site)
    case .tie(let network):
      let declaration = study.networks[network]
      if !declaration.tieFields.contains(name) {
        report(unknown: name, Messages.unknownTieField(name, of: declaration), at: site)
      } else if !mayWriteTies {
        report(
          "'\(name)' of a tie can be assigned only in an encounter in which each tie meets once",
          at: site)
      }
    case .kept(let names):
      if !names.contains(name) {
        report(Messages.notKept(name, names), at: site)
      }
    case .run, .start, .twin: report("a measure reads a finished run and changes nothing", at: site)
    default: break
    }
  }

  private mutating func setField(
    _ name: String, of kind: Int, _ identity: StudyValue.Identity, _ value: StudyValue,
    at site: Site
  ) {
    let declaration = study.kinds[kind]
    guard let field = declaration.field(named: name) else {
      if ActorNames.all.contains(name) {
        report("'\(name)' of \(declaration.name) cannot be assigned: it is no field", at: site)
      } else {
        report(unknown: name, Messages.unknownField(name, of: declaration), at: site)
      }
      return
    }
    if case .category = declaration.fields[field.rawValue].type {
      facts.assignedCategories.insert(FieldOfKind(kind: KindID(kind), field: field))
    }
    if let mismatch = mismatch(value, declaration.fields[field.rawValue]) {
      report(mismatch, at: site)
    }
    if let refusal = refusal(name, declaration, identity) { report(refusal, at: site) }
  }

  /// Why a value cannot be what a field holds, where that is certain.
  private func mismatch(_ value: StudyValue, _ field: FieldDeclaration) -> String? {
    let wanted: String
    switch (field.type, value) {
    case (.category(let levels), _):
      if let level = value.text {
        return levels.contains(level)
          ? nil : Messages.unknownLevel(level, of: field.name, levels: levels)
      }
      guard value.isPlain, !value.isNil, !value.isCategory else { return nil }
      wanted = "one of its levels"
    case (.number, _), (.integer, _):
      guard value.isPlain, !value.isNumeric else { return nil }
      wanted = "a number"
    case (.boolean, .boolean), (.boolean, .constant(.boolean)): return nil
    case (.boolean, _):
      guard value.isPlain else { return nil }
      wanted = "true or false"
    case (.reference(let kind), .actor(let other, _)):
      guard kind.rawValue != other else { return nil }
      wanted = "a \(study.kinds[kind.rawValue].name) or nil"
    case (.reference(let kind), _):
      guard value.isPlain, !value.isNil else { return nil }
      wanted = "a \(study.kinds[kind.rawValue].name) or nil"
    }
    return "'\(field.name)' must be \(wanted), got \(described(value))"
  }

  private func described(_ value: StudyValue) -> String {
    switch value {
    case .constant(.nil): "nil"
    case .constant(.boolean(let value)): "\(value)"
    case .constant(.integer(let value)): "\(value)"
    case .constant(.float(let value)): "\(value)"
    case .constant(.string(let text)): "'\(text.text)'"
    case .boolean: "true or false"
    case .category: "a text"
    case .actor(let kind, _): "a \(study.kinds[kind].name)"
    default: "a number"
    }
  }

  /// Why a field may not be assigned in this function, or `nil`.
  private func refusal(
    _ name: String, _ kind: KindDeclaration, _ identity: StudyValue.Identity
  ) -> String? {
    if identity == .entered { return nil }
    let isSimultaneous = phase?.activation == .simultaneous
    switch use.role {
    case .unread: return nil
    case .rule, .presence:
      return isSimultaneous && identity == .other
        ? "'\(name)' of another \(kind.name) cannot be assigned while all act at once; "
          + "use other:give(\"\(name)\", amount) or other:claim(\"\(name)\", self)" : nil
    case .encounter:
      return isSimultaneous && identity != .either
        ? "'\(name)' cannot be assigned in a simultaneous encounter; use "
          + "\(kind.name):give(\"\(name)\", amount), or activation = \"random\" or \"ordered\""
        : nil
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
      report("a fold reads events, which are over", at: site)
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
    if study.unread.contains(name) { return }
    if EventNames.readable.contains(name) {
      report(
        "'\(name)' of an event cannot be assigned: what an encounter returns is what its sides gain",
        at: site)
      return
    }
    report(
      "an event of '\(declaration.name)' has no tag or mark '\(name)'; declare it: "
        + "tags = { \(name) = { ... } } or marks = { \"\(name)\" }", at: site)
  }
}
