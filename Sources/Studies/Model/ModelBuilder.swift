package import Diagnostics
package import Simulation
import Tables

/// Makes the model of one resolved scenario: names become positions, data become columns.
package struct ModelBuilder {
  let study: Study
  let scenario: ResolvedScenario
  let context: ReadingContext
  private let keys: [ActorKeys?]

  package init(study: Study, scenario: ResolvedScenario) {
    self.study = study
    self.scenario = scenario
    context = ReadingContext(source: study.source)
    context.parameters = scenario.parameters
    context.unreadParameters = study.unread
    keys = study.kinds.map { kind in
      guard let source = kind.source, let column = study.data[source.table]?.table[source.key]
      else { return nil }
      return ActorKeys(of: column)
    }
  }

  /// - Throws: every mistake that shows only with these parameters.
  package func build() throws(DiagnosticList) -> Model {
    var model = Model(seed: study.seed, steps: study.steps)
    model.warmup = study.warmup
    model.kinds = study.kinds.indices.map(kind)
    model.networks = study.networks.map { network($0, counts: model.kinds.map(\.count)) }
    model.phases = study.phases.indices.map(phase)
    model.values = valueSpecs()
    model.series = study.series.map { SeriesSpec(name: $0.name, source: .function($0.function.id)) }
    for index in model.values.indices where model.values[index].accounting != .end {
      let value = model.values[index]
      let name = Study.seriesName(of: value.name, study.kinds[value.kind.rawValue].name)
      model.series.append(SeriesSpec(name: name, source: .value(ValueID(index))))
    }
    model.folds = study.folds.map {
      FoldSpec(
        phase: $0.phase, unit: $0.unit, kept: $0.initial, function: $0.function.id, tag: $0.tag)
    }
    model.until = study.stopWhen?.id
    model.accounts = gathered { $0.accounts }.sorted { "\($0)" < "\($1)" }
    model.aggregates = Array(
      gatheredAggregates { use in
        switch use.role {
        case .value, .fitted, .counterfactual, .world, .fold: true
        default: false
        }
      })
    model.silence = silence()
    model.keepsStart = gathered { $0.starts }
    if context.diagnostics.contains(where: { $0.severity == .error }) {
      throw DiagnosticList(context.diagnostics)
    }
    return model
  }

  private func gathered<Element: Hashable>(_ part: (FunctionFacts) -> Set<Element>)
    -> Set<Element>
  {
    study.facts.reduce(into: []) { $0.formUnion(part($1)) }
  }

  private func gatheredAggregates(_ concerns: (FunctionUse) -> Bool) -> [Aggregate] {
    var found: Set<Aggregate> = []
    for (index, uses) in study.uses.enumerated() where uses.contains(where: concerns) {
      found.formUnion(study.facts[index].aggregates)
    }
    return found.sorted { "\($0)" < "\($1)" }
  }

  // MARK: kinds

  private func kind(_ position: Int) -> KindSpec {
    let declaration = study.kinds[position]
    var count = 0
    if let keys = keys[position] {
      count = keys.firstRows.count
    } else if let given = scenario.counts[declaration.name] {
      count = given
    } else if !declaration.count.isNothing {
      count =
        context.wholeNumber(
          declaration.count, "'count' of kind '\(declaration.name)'",
          at: context.place(of: "count", in: nil, near: declaration.location),
          in: 0...2_000_000_000) ?? 0
    }
    if scenario.without.kinds.contains(declaration.name) { count = 0 }
    var spec = KindSpec(
      name: declaration.name, count: count,
      fields: declaration.fields.indices.map { field($0, of: position) })
    spec.initialOrder = InitialOrder(study: study, kind: position, context: context).order()
    if !declaration.resampled.isNothing {
      spec.resampled =
        context.flag(
          declaration.resampled, "'resample' of kind '\(declaration.name)'",
          at: context.place(of: "resample", in: nil, near: declaration.location)) ?? false
    }
    spec.sourceCount = count
    return spec
  }

  private func field(_ index: Int, of position: Int) -> FieldSpec {
    let declaration = study.kinds[position].fields[index]
    return FieldSpec(
      name: declaration.name, type: declaration.type,
      initial: initial(declaration, of: position), isFlow: declaration.isFlow)
  }

  private func initial(_ field: FieldDeclaration, of position: Int) -> InitialValue {
    let what = "field '\(field.name)' of \(study.kinds[position].name)"
    switch field.initial {
    case .nothing: return .constant(-1)
    case .boolean(let value): return .constant(value ? 1 : 0)
    case .function(let function): return .function(function.id)
    case .integer, .number:
      return .constant(context.number(field.initial, what, at: field.location) ?? 0)
    case .text(let level):
      if case .category(let levels) = field.type {
        return .constant(Double(levels.firstIndex(of: level) ?? -1))
      }
    case .table(let table):
      if let made = constructed(table, field, of: position, what) { return made }
    case .other: break
    }
    // What cannot be made has been reported where it was read.
    return .constant(0)
  }

  private func constructed(
    _ table: TableNode, _ field: FieldDeclaration, of position: Int, _ what: String
  ) -> InitialValue? {
    switch table.sort {
    case "rank":
      // The reader has reported a name that is no field.
      let other = table.array.first?.text.flatMap(study.kinds[position].field(named:))
      return other.map(InitialValue.rank(of:)) ?? .constant(0)
    case "column": return column(table, field, of: position)
    case "parameter":
      return .constant(context.number(.table(table), what, at: field.location) ?? 0)
    default:
      return context.distribution(table, what, at: table.location ?? field.location)
        .map(InitialValue.distribution)
    }
  }

  private func column(_ table: TableNode, _ field: FieldDeclaration, of position: Int)
    -> InitialValue?
  {
    guard let source = study.kinds[position].source, let name = table.array.first?.text,
      let column = study.data[source.table]?.table[name], let keys = keys[position]
    else { return nil }
    if keys.repeats, name != source.key {
      context.report(
        "field '\(field.name)' is a column of '\(source.table)', which has several rows for one "
          + "\(study.kinds[position].name)", at: field.location,
        hints: ["make the actors of a table with one row each"])
    }
    let rows = keys.firstRows
    if case .reference(let other) = field.type {
      guard let otherKeys = self.keys[other.rawValue] else {
        context.report(
          "field '\(field.name)' of \(study.kinds[position].name) matches a column, but "
            + "\(study.kinds[other.rawValue].name) does not come from data", at: field.location)
        return .constant(-1)
      }
      let numbers = otherKeys.rows(matching: column)
      return .column(rows.map { Double(numbers[Int($0)]) })
    }
    if case .text(let codes, _) = column.values {
      return .column(rows.map { Double(codes[Int($0)]) })
    }
    return column.numbers.map { numbers in .column(rows.map { numbers[Int($0)] }) }
  }

  // MARK: the rest

  private func network(_ declaration: NetworkDeclaration, counts: [Int]) -> NetworkSpec {
    let reader = TableReader(
      declaration.table, what: "network '\(declaration.name)'", context: context,
      near: declaration.location)
    let empty = counts[declaration.from.rawValue] == 0 || counts[declaration.to.rawValue] == 0
    let isCut = empty || scenario.without.networks.contains(declaration.name)
    let generator =
      isCut
      ? nil
      : NetworkBuilder(study: study, context: context).generator(
        of: declaration, counts: counts, reader: reader)
    let fields = declaration.table["fields"].table
    var spec = NetworkSpec(
      name: declaration.name, from: declaration.from, to: declaration.to,
      directed: declaration.directed,
      fields: declaration.tieFields.dropFirst().map { name in
        (name, fields?[name].number ?? 0)
      },
      generator: generator ?? .randomTies(degree: 0))
    spec.isCut = isCut
    return spec
  }

  private func phase(_ position: Int) -> PhaseSpec {
    let declaration = study.phases[position]
    var spec = PhaseSpec(
      name: declaration.name, body: body(declaration, position),
      activation: declaration.activation)
    spec.steps = scenario.without.phases.contains(declaration.name) ? [] : declaration.steps
    spec.tags = declaration.tags
    spec.marks = declaration.marks
    spec.discardedMark = scenario.discard.flatMap { declaration.marks.firstIndex(of: $0) }
    let functions = [declaration.function, declaration.when, declaration.pick.function]
    let aggregates = functions.compactMap { $0 }.reduce(into: Set<Aggregate>()) {
      $0.formUnion(study.facts[$1.index].aggregates)
    }
    spec.aggregates = aggregates.sorted { "\($0)" < "\($1)" }
    return spec
  }

  private func body(_ phase: PhaseDeclaration, _ position: Int) -> PhaseSpec.Body {
    switch phase.body {
    case .rule(let kind): return .rule(kind: kind, function: phase.function.id)
    case .presence(let kind): return .presence(kind: kind, function: phase.function.id)
    case .encounter(let from, let to, let partners, let both):
      return .encounter(
        EncounterSpec(
          from: from, to: to, partners: partners.spec, pick: pick(phase), when: phase.when?.id,
          both: both, function: phase.function.id))
    case .replay(let table, let from, let to):
      let log = ReplayLog(study: study, table: table, from: from, to: to, keys: keys)
      return .replay(
        ReplaySpec(
          from: from, to: to, steps: log.steps, initiators: log.initiators,
          partners: log.partners, function: phase.function.id))
    }
  }

  private func pick(_ phase: PhaseDeclaration) -> EncounterSpec.Pick {
    switch phase.pick {
    case .all: return .all
    case .function(let function): return .function(function.id)
    case .count(let node):
      let count = context.wholeNumber(
        node, "'pick' of encounter '\(phase.name)'",
        at: context.place(of: "pick", in: nil, near: phase.location), in: 0...1_000_000)
      return .count(count ?? 0)
    }
  }

  private func valueSpecs() -> [ValueSpec] {
    study.values.flatMap { declaration in
      declaration.kinds.map { kind in
        let discount =
          declaration.discount.isNothing
          ? 0
          : context.number(
            declaration.discount, "'discount' of value '\(declaration.name)'",
            at: context.place(of: "discount", in: nil, near: declaration.location),
            in: 0...1000) ?? 0
        var spec = ValueSpec(
          name: declaration.name, kind: kind, function: declaration.function.id,
          accounting: declaration.accounting, discount: discount,
          dueAtStart: declaration.dueAtStart)
        spec.fit = declaration.fit?.id
        spec.leaveOneOut = declaration.leaveOneOut.map { leaving in
          ValueSpec.LeaveOneOut(
            phases: leaving.phases,
            sample: leaving.sample.isNothing
              ? nil
              : context.wholeNumber(
                leaving.sample, "'sample' of value '\(declaration.name)'",
                at: context.place(of: "sample", in: nil, near: declaration.location),
                in: 1...2_000_000_000))
        }
        return spec
      }
    }
  }

  private func silence() -> Silence {
    var silence = Silence()
    silence.everybody = scenario.silence.everybody
    silence.phases = Set(scenario.silence.phases.compactMap(study.phase(named:)))
    silence.kinds = Set(scenario.silence.kinds.compactMap(study.kind(named:)))
    for (name, numbers) in scenario.silence.actors {
      guard let kind = study.kind(named: name) else { continue }
      silence.actors.formUnion(numbers.map { ActorID(kind: kind, number: $0 - 1) })
    }
    for mute in scenario.silence.mutes {
      guard let phase = study.phase(named: mute.phase), let kind = study.kind(named: mute.kind)
      else { continue }
      if let numbers = mute.numbers {
        silence.actorsInPhases[phase, default: []].formUnion(
          numbers.map { ActorID(kind: kind, number: $0 - 1) })
      } else {
        silence.kindsInPhases[phase, default: []].insert(kind)
      }
    }
    return silence
  }
}

extension FunctionReference {
  /// The same position, as engines number functions.
  package var id: FunctionID { FunctionID(index) }
}

extension PhaseDeclaration.Partners {
  fileprivate var spec: EncounterSpec.Partners {
    switch self {
    case .network(let network): .network(network)
    case .mixing: .mixing
    case .reference(let field): .reference(field)
    }
  }
}

extension PhaseDeclaration.Pick {
  fileprivate var function: FunctionReference? {
    if case .function(let function) = self { function } else { nil }
  }
}
