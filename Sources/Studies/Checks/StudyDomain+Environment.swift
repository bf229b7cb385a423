import Bytecode
import Diagnostics
import Simulation
import Tables

extension StudyDomain {
  /// How many arguments a draw takes before its key.
  private static let drawArguments = [
    "chance": 1, "uniform": 2, "normal": 2, "truncated_normal": 4, "lognormal": 2, "beta": 2,
    "gamma": 2, "exponential": 1, "poisson": 1, "binomial": 2, "gumbel": 0, "integer": 2,
    "one_of": 1, "any": 1,
  ]

  mutating func environmentMethod(_ name: String, _ arguments: Values, at site: Site)
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
      checkChange("env:enter", at: site)
      guard let kind = kind(arguments, at: site) else { return .unknown }
      return Values([.actor(kind: kind, .entered)])
    case "step": return .unknown
    default:
      if study.parameter(named: name) != nil {
        report("env.\(name) is a parameter, not a function; write env.\(name)", at: site)
      } else {
        report(
          unknown: name,
          "env has no method '\(name)'; "
            + unknownNameHint(name, among: EnvironmentNames.methods, noun: "methods"), at: site)
      }
      return .unknown
    }
  }

  private mutating func checkOnly(_ kind: Int, at site: Site) {
    let declaration = study.kinds[kind]
    guard let count = declaration.count.wholeNumber ?? rowCount(of: declaration), count != 1
    else { return }
    report(
      "env:the \"\(declaration.name)\" needs exactly one \(declaration.name), but there are \(count)",
      at: site)
  }

  /// How many actors a kind's data make.
  private func rowCount(of kind: KindDeclaration) -> Int64? {
    guard let source = kind.source, let column = study.data[source.table]?.table[source.key]
    else { return nil }
    return Int64(ActorKeys(of: column).firstRows.count)
  }

  private mutating func draw(_ name: String, _ arguments: Values, at site: Site) -> Values {
    noteDraw(at: site)
    switch use.role {
    case .value, .fit, .fitted, .counterfactual, .world, .fold, .measure, .perActor:
      report(
        "env:\(name) draws, but value definitions, series, folds and measures cannot", at: site)
    default: break
    }
    let needed = Self.drawArguments[name] ?? 0
    let hasKey = arguments.isOpen || arguments.values.count > needed
    if !hasKey, let problem = repeatedDraw(name, at: site) { report(problem, at: site) }
    if !arguments.isOpen, arguments.values.count < needed, name != "uniform" {
      report("env:\(name) takes \(Self.described(name)), got \(arguments.values.count)", at: site)
    }
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

  /// A draw's name stands in the bytecode, where the engine makes it that of its call site.
  mutating func noteDraw(at site: Site) {
    facts.draws = true
    guard site.isSettled else { return }
    facts.drawSites.insert(
      CallSite(path: site.path, instruction: site.pc, helper: site.root))
  }

  private static func described(_ draw: String) -> String {
    if let sort = DistributionSort(rawValue: draw) {
      return sort.arguments.joined(separator: ", ")
    }
    switch draw {
    case "chance": return "a probability"
    case "integer": return "the lowest and the highest number"
    case "one_of": return "a list"
    default: return "the name of a kind"
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
        report(unknown: fieldName, Messages.unknownField(fieldName, of: declaration), at: site)
        return Values([.number])
      }
      switch declaration.fields[found.rawValue].type {
      case .category, .reference:
        report(
          "env:\(name) adds numbers, and '\(fieldName)' of \(declaration.name) is none", at: site)
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
}
