import Bytecode
import Compiler
import Simulation
import Tables

/// Describes a model to the compiler.
struct HostModelBuilder {
  let study: Study
  let model: Model
  /// What the study's functions call, by name.
  let methods: Set<String>

  func build() -> HostModel {
    var host = HostModel()
    let changes = !methods.isDisjoint(with: ["enter", "leave"])
    let hides =
      changes || model.silence.hides || study.scenarios.contains { !$0.changes.silence.isEmpty }
      || model.values.contains { $0.leaveOneOut.map { $0.phases == nil } ?? false }
    host.kinds = study.kinds.map { kind in
      HostModel.Kind(
        name: kind.name,
        fields: kind.fields.map { field in
          HostModel.Field(name: field.name, type: .init(field.type), isFlow: field.isFlow)
        }, changes: changes, hides: hides)
    }
    host.networks = study.networks.map { network in
      HostModel.Network(
        name: network.name, from: network.from.rawValue, to: network.to.rawValue,
        tieFields: network.tieFields, changes: !methods.isDisjoint(with: ["tie", "untie"]),
        isMutual: !network.directed)
    }
    host.phases = study.phases.indices.map { phase(PhaseID($0)) }
    host.parameters = study.parameters.compactMap { parameter in
      HostModel.ParameterType(parameter.preset, choices: parameter.choices).map {
        HostModel.Parameter(name: parameter.name, type: $0)
      }
    }
    host.values = study.values.map(\.name)
    host.eventLayout = Self.eventLayout
    return host
  }

  private func phase(_ id: PhaseID) -> HostModel.Phase {
    let declaration = study.phases[id.rawValue]
    var phase = HostModel.Phase(
      name: declaration.name, activation: .init(declaration.activation))
    phase.tags = declaration.tags.map { HostModel.Tag(name: $0.name, levels: $0.levels) }
    phase.marks = declaration.marks
    phase.network = declaration.network?.rawValue
    switch declaration.body {
    case .rule(let kind): phase.initiator = kind.rawValue
    case .presence(let kind):
      phase.initiator = kind.rawValue
      phase.isMerePresence = true
    case .encounter(let from, let to, _, let both):
      phase.initiator = from.rawValue
      phase.partner = to.rawValue
      var meetsOnce = !both
      if case .all = declaration.pick {} else { meetsOnce = false }
      phase.writesTies =
        phase.network != nil && (declaration.activation != .simultaneous || meetsOnce)
    case .replay(let table, let from, let to):
      phase.initiator = from.rawValue
      phase.partner = to?.rawValue
      phase.logColumns = logColumns(table, declaration)
    }
    guard model.phases.indices.contains(id.rawValue),
      model.phases[id.rawValue].name == declaration.name
    else { return phase }
    phase.discardedMark = model.phases[id.rawValue].discardedMark
    phase.initiatorAccounts = model.taps(id, ofPartner: false).map(HostModel.Account.init)
    phase.partnerAccounts = model.taps(id, ofPartner: true).map(HostModel.Account.init)
    phase.folds = folds(id)
    return phase
  }

  private func folds(_ phase: PhaseID) -> [HostModel.Fold] {
    study.folds.enumerated().compactMap { number, fold in
      guard fold.phase == phase, model.folds.indices.contains(number) else { return nil }
      return HostModel.Fold(
        number: number, unit: .init(fold.unit), tag: fold.tag, kept: fold.names,
        digest: study.digests[fold.function.index])
    }
  }

  private func logColumns(
    _ table: String, _ declaration: PhaseDeclaration
  ) -> [Int: HostModel.Field] {
    var columns: [Int: HostModel.Field] = [:]
    for (index, column) in (study.data[table]?.table.columns ?? []).enumerated() {
      if let match = declaration.matches.first(where: { $0.column == column.name }) {
        columns[index] = HostModel.Field(
          name: column.name, type: .reference(kind: match.kind.rawValue))
        continue
      }
      switch column.values {
      case .number: columns[index] = HostModel.Field(name: column.name, type: .number)
      case .integer where column.missing.count == 0:
        columns[index] = HostModel.Field(name: column.name, type: .integer)
      case .integer: columns[index] = HostModel.Field(name: column.name, type: .number)
      case .boolean: columns[index] = HostModel.Field(name: column.name, type: .boolean)
      case .text(_, let levels) where levels.count <= Self.levelLimit:
        columns[index] = HostModel.Field(name: column.name, type: .category(levels))
      case .text: break
      }
    }
    return columns
  }

  /// Columns with more different texts than these hold notes or numbers rather than levels.
  private static let levelLimit = 256

  private static let eventLayout: HostModel.EventLayout = {
    func offset(_ path: PartialKeyPath<Event>) -> Int { MemoryLayout<Event>.offset(of: path) ?? 0 }
    var layout = HostModel.EventLayout()
    layout.stride = MemoryLayout<Event>.stride
    layout.initiator = offset(\.initiator)
    layout.partner = offset(\.partner)
    layout.tie = offset(\.tie)
    layout.occurrence = offset(\.occurrence)
    layout.step = offset(\.step)
    layout.gain = offset(\.gain)
    layout.partnerGain = offset(\.partnerGain)
    layout.active = offset(\.active)
    layout.partnerActive = offset(\.partnerActive)
    layout.tags = offset(\.tags)
    layout.marks = offset(\.marks)
    layout.expected = offset(\.expected)
    layout.need = offset(\.need)
    layout.use = offset(\.use)
    return layout
  }()
}

extension HostModel.FieldType {
  init(_ type: FieldType) {
    switch type {
    case .number: self = .number
    case .integer: self = .integer
    case .boolean: self = .boolean
    case .category(let levels): self = .category(levels)
    case .reference(let kind): self = .reference(kind: kind.rawValue)
    }
  }
}

extension HostModel.Fold.Unit {
  init(_ unit: FoldSpec.Unit) {
    switch unit {
    case .run: self = .run
    case .initiator: self = .initiator
    case .partner: self = .partner
    case .tie: self = .tie
    }
  }
}

extension HostModel.Activation {
  init(_ activation: Activation) {
    switch activation {
    case .simultaneous: self = .simultaneous
    case .random: self = .random
    case .ordered: self = .ordered
    }
  }
}

extension HostModel.Account {
  init(_ tap: (account: Int, part: LedgerAccount.Part, isTotal: Bool)) {
    let part: Part =
      switch tap.part {
      case .all, .initiator, .partner: .all
      case .active: .active
      case .passive: .passive
      case .mark(let mark): .mark(mark)
      case .tag(let tag, let level): .tag(tag, level: level)
      }
    self.init(number: tap.account, part: part, isTotal: tap.isTotal)
  }
}

extension HostModel.ParameterType {
  /// - Returns: `nil` for one whose values are of several types.
  init?(_ value: ParameterValue, choices: [String]?) {
    switch value {
    case .number: self = .number
    case .integer: self = .integer
    case .boolean: self = .boolean
    case .text:
      guard let choices else { return nil }
      self = .text(choices)
    case .byLevel(let levels, let values):
      let areNumbers = values.allSatisfy { value in
        if case .number = value.at(step: 1) { true } else { false }
      }
      guard areNumbers else { return nil }
      self = .byLevel(levels)
    case .overTime(let changes):
      guard let first = changes.first else { return nil }
      self.init(first.value, choices: choices)
    }
  }
}
