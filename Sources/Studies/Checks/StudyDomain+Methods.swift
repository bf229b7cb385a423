import Bytecode
import Simulation

extension StudyDomain {
  mutating func callMethod(
    _ name: String, of object: StudyValue, _ arguments: Values, at site: Site
  ) -> Values {
    noteTwin(object)
    switch object {
    case .twin(let kind): return actorMethod(name, of: kind, isSelf: false, arguments, at: site)
    case .environment: return environmentMethod(name, arguments, at: site)
    case .actor(let kind, let isSelf, _):
      return actorMethod(name, of: kind, isSelf: isSelf, arguments, at: site)
    case .run: return runMethod(name, arguments, at: site)
    default: return .unknown
    }
  }

  private func text(_ arguments: Values, _ index: Int) -> String? {
    arguments.values.indices.contains(index) ? arguments.values[index].text : nil
  }

  private mutating func kind(_ arguments: Values, at site: Site) -> Int? {
    guard let name = text(arguments, 0) else { return nil }
    if let kind = study.kind(named: name) { return kind.rawValue }
    report(Messages.unknownKind(name, in: study), at: site)
    return nil
  }

  // MARK: env

  /// How many arguments a draw takes before its key.
  private static let drawArguments = [
    "chance": 1, "uniform": 2, "normal": 2, "truncated_normal": 4, "lognormal": 2, "beta": 2,
    "gamma": 2, "exponential": 1, "poisson": 1, "binomial": 2, "gumbel": 0, "integer": 2,
    "one_of": 1, "any": 1,
  ]

  private mutating func environmentMethod(_ name: String, _ arguments: Values, at site: Site)
    -> Values
  {
    if EnvironmentNames.draws.contains(name) { return draw(name, arguments, at: site) }
    switch name {
    case "the":
      guard let kind = kind(arguments, at: site) else { return .unknown }
      checkOnly(kind, at: site)
      return Values([.actor(kind)])
    case "mean", "sum", "count": return aggregate(name, arguments, at: site)
    case "enter":
      guard let kind = kind(arguments, at: site) else { return .unknown }
      return Values([.actor(kind: kind, isSelf: false, isNew: true)])
    case "step": return .unknown
    default:
      if study.parameter(named: name) != nil {
        report("env.\(name) is a parameter, not a function; write env.\(name)", at: site)
      } else {
        report(
          "env has no method '\(name)'; methods: "
            + EnvironmentNames.methods.sorted().joined(separator: ", "), at: site)
      }
      return .unknown
    }
  }

  private mutating func checkOnly(_ kind: Int, at site: Site) {
    let declaration = study.kinds[kind]
    guard let count = declaration.count.wholeNumber, count != 1 else { return }
    report(
      "env:the \"\(declaration.name)\" needs exactly one \(declaration.name), but there are \(count)",
      at: site)
  }

  private mutating func draw(_ name: String, _ arguments: Values, at site: Site) -> Values {
    facts.draws = true
    facts.drawSites.insert(
      CallSite(path: site.path, instruction: site.pc, helper: site.root))
    switch use.role {
    case .value, .world, .fold, .measure:
      report(
        "env:\(name) draws; value definitions, series, folds and measures cannot draw", at: site)
    default: break
    }
    let needed = Self.drawArguments[name] ?? 0
    let hasKey = arguments.isOpen || arguments.values.count > needed
    if site.isInLoop, !hasKey { report(Messages.drawNeedsKey(name), at: site) }
    switch name {
    case "chance":
      checkProbability(arguments, at: site)
      return Values([.boolean])
    case "any":
      guard let kind = kind(arguments, at: site) else { return .unknown }
      return Values([.actor(kind)])
    case "one_of": return Values([.unknown])
    default: return Values([.number])
    }
  }

  private mutating func checkProbability(_ arguments: Values, at site: Site) {
    guard case .constant(let constant)? = arguments.values.first else { return }
    switch constant {
    case .integer(let value) where !(0...1).contains(value):
      report("env:chance needs a probability from 0 to 1, got \(value)", at: site)
    case .float(let value) where !(0...1).contains(value):
      report("env:chance needs a probability from 0 to 1, got \(value)", at: site)
    default: break
    }
  }

  private mutating func aggregate(_ name: String, _ arguments: Values, at site: Site) -> Values {
    guard let kind = kind(arguments, at: site) else { return Values([.number]) }
    let declaration = study.kinds[kind]
    let operation: Aggregate.Operation =
      name == "mean" ? .mean : name == "sum" ? .sum : .count
    var field: FieldID?
    if let fieldName = text(arguments, 1) {
      guard let found = declaration.field(named: fieldName) else {
        report(Messages.unknownField(fieldName, of: declaration), at: site)
        return Values([.number])
      }
      switch declaration.fields[found.rawValue].type {
      case .category, .reference:
        report(
          "env:\(name) adds numbers; '\(fieldName)' of \(declaration.name) is none", at: site)
        return Values([.number])
      default: field = found
      }
    } else if operation != .count {
      return Values([.number])
    }
    if case .initial = use.role {
      report("env:\(name) cannot be asked while first values are made", at: site)
    }
    facts.aggregates.insert(Aggregate(operation, KindID(kind), field))
    return Values([.number])
  }

  // MARK: actors

  private mutating func actorMethod(
    _ name: String, of kind: Int, isSelf: Bool, _ arguments: Values, at site: Site
  ) -> Values {
    switch name {
    case "peers": return peers(of: kind, arguments, at: site)
    case "sum", "degree", "tied", "tie", "untie":
      _ = network(of: kind, arguments, at: site)
      return name == "sum" || name == "degree" ? Values([.number]) : .unknown
    case "give", "claim":
      if let field = text(arguments, 0), study.kinds[kind].field(named: field) == nil {
        report(Messages.unknownField(field, of: study.kinds[kind]), at: site)
      }
      facts.draws = facts.draws || name == "claim"
      return Values([])
    case "gained": return gained(by: kind, arguments, at: site)
    case "value", "rank":
      checkValue(arguments, kind, at: site)
      return Values([.unknown])
    case "leave": return Values([])
    default:
      if study.kinds[kind].field(named: name) != nil {
        report("'\(name)' of \(study.kinds[kind].name) is a field; write actor.\(name)", at: site)
      } else {
        report(Messages.unknownField(name, of: study.kinds[kind]), at: site)
      }
      return .unknown
    }
  }

  private mutating func network(of kind: Int, _ arguments: Values, at site: Site) -> (Int, Int)? {
    guard let name = text(arguments, 0) else { return nil }
    guard let network = study.network(named: name) else {
      report(Messages.unknownNetwork(name, in: study), at: site)
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
    if isSample {
      facts.draws = true
      facts.drawSites.insert(
        CallSite(path: site.path, instruction: site.pc, helper: site.root))
    }
    guard let (network, other) = network(of: kind, arguments, at: site) else { return .unknown }
    if let field = text(arguments, 2), study.kinds[other].field(named: field) == nil {
      report(Messages.unknownField(field, of: study.kinds[other]), at: site)
    }
    return Values([.peers(network: network, kind: other)], isOpen: true)
  }

  private mutating func gained(by kind: Int, _ arguments: Values, at site: Site) -> Values {
    guard let name = text(arguments, 0) else {
      keepEverything(of: kind)
      return Values([.number])
    }
    guard let phase = study.phase(named: name), study.phases[phase.rawValue].sides != nil else {
      report(Messages.unknownPhase(name, in: study), at: site)
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
    guard let name = text(arguments, 0) else { return }
    guard let value = study.values.first(where: { $0.name == name }) else {
      report(Messages.unknownValue(name, in: study), at: site)
      return
    }
    if !value.kinds.contains(KindID(kind)) {
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
        report(Messages.unknownField(field, of: study.kinds[kind]), at: site)
      }
      return Values([.number])
    case "events":
      if let phase = text(arguments, 0),
        study.phase(named: phase).map({ study.phases[$0.rawValue].sides == nil }) ?? true
      {
        report(Messages.unknownPhase(phase, in: study), at: site)
      }
      return Values([.number])
    case "kept", "series": return Values([.unknown])
    default:
      report(
        "a run has no method '\(name)'; methods: "
          + RunNames.methods.sorted().joined(separator: ", "), at: site)
      return .unknown
    }
  }
}
