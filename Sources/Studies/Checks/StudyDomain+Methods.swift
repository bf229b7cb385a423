import Bytecode
import Diagnostics
import Simulation

extension StudyDomain {
  mutating func callMethod(
    _ name: String, of object: StudyValue, _ arguments: Values, at site: Site
  ) -> Values {
    noteTwin(object)
    switch object {
    case .twin(let kind): return actorMethod(name, of: kind, arguments, at: site)
    case .environment: return environmentMethod(name, arguments, at: site)
    case .actor(let kind, _): return actorMethod(name, of: kind, arguments, at: site)
    case .run: return runMethod(name, arguments, at: site)
    default: return .unknown
    }
  }

  func text(_ arguments: Values, _ index: Int) -> String? {
    arguments.values.indices.contains(index) ? arguments.values[index].text : nil
  }

  mutating func kind(_ arguments: Values, at site: Site) -> Int? {
    guard let name = text(arguments, 0) else { return nil }
    if let kind = study.kind(named: name) { return kind.rawValue }
    report(unknown: name, Messages.unknownKind(name, in: study), at: site)
    return nil
  }

  // MARK: actors

  private mutating func actorMethod(
    _ name: String, of kind: Int, _ arguments: Values, at site: Site
  ) -> Values {
    switch name {
    case "peers": return peers(of: kind, arguments, at: site)
    case "sum", "degree", "tied", "tie", "untie":
      if name == "tie" || name == "untie" { checkChange(name, at: site) }
      _ = network(of: kind, arguments, at: site)
      return name == "sum" || name == "degree" ? Values([.number]) : .unknown
    case "give", "claim":
      facts.draws = facts.draws || name == "claim"
      checkChange(name, at: site)
      checkGift(name, to: study.kinds[kind], arguments, at: site)
      return Values([])
    case "gained": return gained(by: kind, arguments, at: site)
    case "value", "rank":
      if name == "rank", !use.role.isAfterRun {
        report("rank is for measures: it compares what runs came to", at: site)
      }
      checkValue(arguments, kind, at: site)
      return Values([.unknown])
    case "leave":
      checkChange(name, at: site)
      return Values([])
    default:
      if study.kinds[kind].field(named: name) != nil {
        report("'\(name)' of \(study.kinds[kind].name) is a field; write actor.\(name)", at: site)
      } else {
        report(unknown: name, Messages.unknownField(name, of: study.kinds[kind]), at: site)
      }
      return .unknown
    }
  }

  /// Reports a call that changes the world where nothing may.
  mutating func checkChange(_ name: String, at site: Site) {
    switch use.role {
    case .rule, .encounter, .presence, .unread: return
    case .measure, .perActor, .fit:
      report("\(name): a measure reads a finished run and changes nothing", at: site)
    default:
      report("\(name): only rules, encounters and presences change the world", at: site)
    }
  }

  private mutating func checkGift(
    _ name: String, to kind: KindDeclaration, _ arguments: Values, at site: Site
  ) {
    guard let fieldName = text(arguments, 0) else { return }
    guard let field = kind.field(named: fieldName) else {
      report(unknown: fieldName, Messages.unknownField(fieldName, of: kind), at: site)
      return
    }
    switch (name, kind.fields[field.rawValue].type) {
    case ("give", .number), ("give", .integer), ("claim", .reference): return
    case ("give", .reference):
      report(
        "give adds to numbers, and '\(fieldName)' of \(kind.name) is none; use claim for a reference",
        at: site)
    case ("give", _):
      report("give adds to numbers, and '\(fieldName)' of \(kind.name) is none", at: site)
    default:
      report("claim is for references, and '\(fieldName)' of \(kind.name) is none", at: site)
    }
  }

  private mutating func network(of kind: Int, _ arguments: Values, at site: Site) -> (Int, Int)? {
    guard let name = text(arguments, 0) else { return nil }
    guard let network = study.network(named: name) else {
      report(unknown: name, Messages.unknownNetwork(name, in: study), at: site)
      return nil
    }
    let declaration = study.networks[network.rawValue]
    if declaration.from.rawValue == kind { return (network.rawValue, declaration.to.rawValue) }
    if declaration.to.rawValue == kind { return (network.rawValue, declaration.from.rawValue) }
    report("network '\(name)' does not tie any \(study.kinds[kind].name)", at: site)
    return nil
  }

  private mutating func peers(of kind: Int, _ arguments: Values, at site: Site) -> Values {
    let isSample = arguments.values.count == 2 && !arguments.isOpen
    if isSample { noteDraw(at: site) }
    guard let (network, other) = network(of: kind, arguments, at: site) else { return .unknown }
    if let field = text(arguments, 2), study.kinds[other].field(named: field) == nil {
      report(unknown: field, Messages.unknownField(field, of: study.kinds[other]), at: site)
    }
    return Values([.peers(network: network, kind: other)], isOpen: true)
  }

  private mutating func gained(by kind: Int, _ arguments: Values, at site: Site) -> Values {
    guard let name = text(arguments, 0) else {
      keepEverything(of: kind)
      return Values([.number])
    }
    guard let phase = study.phase(named: name), study.phases[phase.rawValue].sides != nil else {
      report(unknown: name, Messages.unknownPhase(name, in: study), at: site)
      return Values([.number])
    }
    let words = arguments.values.dropFirst().map(\.text)
    guard !arguments.isOpen, words.allSatisfy({ $0 != nil }) else {
      keepEverything(of: kind)
      return Values([.number])
    }
    switch LedgerWords(study: study).account(phase.rawValue, kind: kind, words.compactMap { $0 }) {
    case .success(let account): facts.accounts.insert(account)
    case .failure(let problem): report(problem.message, at: site)
    }
    return Values([.number])
  }

  /// What is asked for by a name that is not written there: all that can be asked for.
  private mutating func keepEverything(of kind: Int) {
    for (index, phase) in study.phases.enumerated() {
      guard let sides = phase.sides, sides.from.rawValue == kind || sides.to?.rawValue == kind
      else { continue }
      for isTotal in [false, true] {
        facts.accounts.insert(
          LedgerAccount(phase: PhaseID(index), kind: KindID(kind), isTotal: isTotal))
      }
    }
  }

  private mutating func checkValue(_ arguments: Values, _ kind: Int, at site: Site) {
    if let name = text(arguments, 0) { checkValue(name, kind, at: site) }
  }

  private mutating func checkValue(_ name: String, _ kind: Int?, at site: Site) {
    guard let value = study.values.first(where: { $0.name == name }) else {
      report(unknown: name, Messages.unknownValue(name, in: study), at: site)
      return
    }
    if let kind, !value.kinds.isEmpty, !value.kinds.contains(KindID(kind)) {
      report("value '\(name)' is not defined for \(study.kinds[kind].name)", at: site)
    }
  }

  // MARK: runs

  private mutating func runMethod(_ name: String, _ arguments: Values, at site: Site) -> Values {
    switch name {
    case "actors":
      guard let kind = kind(arguments, at: site) else { return .unknown }
      return Values([.actors(kind: kind)], isOpen: true)
    case "mean", "sum", "count":
      if let kind = kind(arguments, at: site), let field = text(arguments, 1),
        study.kinds[kind].field(named: field) == nil
      {
        report(unknown: field, Messages.unknownField(field, of: study.kinds[kind]), at: site)
      }
      return Values([.number])
    case "where": return actors(naming: arguments, at: site)
    case "twin":
      guard case .actor(let kind, _)? = arguments.values.first else {
        return Values([arguments.values.first ?? .unknown])
      }
      return Values([.actor(kind)])
    case "events":
      if let phase = text(arguments, 0),
        study.phase(named: phase).map({ study.phases[$0.rawValue].sides == nil }) ?? true
      {
        report(unknown: phase, Messages.unknownPhase(phase, in: study), at: site)
      }
      return Values([.number])
    case "gains":
      facts.readsTwin = true
      let kind = kind(arguments, at: site)
      if let definition = text(arguments, 1) { checkValue(definition, kind, at: site) }
      return .unknown
    case "kept", "kept_each":
      checkKept(name, arguments, at: site)
      return Values([name == "kept" ? .number : .unknown])
    case "series":
      checkSeries(arguments, at: site)
      return Values([.unknown])
    default:
      report(
        "a run has no method '\(name)'; "
          + unknownNameHint(name, among: RunNames.methods, noun: "methods"), at: site)
      return .unknown
    }
  }

  /// `run:where(kind, field, actor)`.
  private mutating func actors(naming arguments: Values, at site: Site) -> Values {
    guard let kind = kind(arguments, at: site) else { return .unknown }
    let declaration = study.kinds[kind]
    if let name = text(arguments, 1) {
      if let field = declaration.field(named: name) {
        let type = declaration.fields[field.rawValue].type
        if case .reference = type {
        } else {
          report(Messages.noReference(name, of: declaration), at: site)
        }
      } else {
        report(unknown: name, Messages.unknownField(name, of: declaration), at: site)
      }
    }
    return Values([.actors(kind: kind)], isOpen: true)
  }

  private mutating func checkKept(_ method: String, _ arguments: Values, at site: Site) {
    guard case .measure(_, let kept) = use.role else { return }
    let measure = study.measures.first { $0.function == function }
    if let measure, study.unread.contains(measure.name) { return }
    guard !kept.isEmpty else {
      report("run:\(method) is for measures that declare 'over', 'keep' and 'each'", at: site)
      return
    }
    guard let name = text(arguments, 0), !kept.contains(name) else { return }
    report(Messages.notKept(name, kept), at: site)
  }

  private mutating func checkSeries(_ arguments: Values, at site: Site) {
    guard let name = text(arguments, 0) else { return }
    let names = study.seriesNames
    if names.contains(name) { return }
    report(
      unknown: name,
      "there is no series '\(name)'; " + unknownNameHint(name, among: names, noun: "series"),
      at: site)
  }
}
