import Diagnostics

extension StudyReader {
  private static let form = "design = valence.grid { reach = { 0.1, 0.2, 0.3 } }"

  /// Reads at which points of its parameters the study is run.
  func readDesign() {
    guard let table = root.nested("design") else { return }
    let reader = TableReader(
      table, what: "the design", context: context, near: root.place(of: "design"))
    switch table.sort {
    case "grid": study.design = grid(reader).map(Design.grid)
    case "latin_hypercube": study.design = sample(.latinHypercube, reader).map(Design.sample)
    case "sobol": study.design = sample(.sobol, reader).map(Design.sample)
    case "one_at_a_time": study.design = oneAtATime(reader).map(Design.oneAtATime)
    default:
      reader.report(
        "the design cannot be \(Node.table(table).described)",
        hints: [Self.form, "or valence.latin_hypercube, valence.sobol, valence.one_at_a_time"])
    }
  }

  /// Checks that a parameter can take a value.
  private func checkSetting(_ name: String, _ value: ParameterValue, at place: SourceLocation)
    -> Bool
  {
    let base = name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? name
    if study.unread.contains(base), study.parameter(named: base) == nil { return false }
    let result = SettingReader(parameters: study.parameters).applied(name, value, to: [:])
    guard case .failure(let problem) = result else { return true }
    context.report("\(problem.message) in the design", at: place, hints: problem.hints)
    return false
  }

  // MARK: grids

  private func grid(_ reader: TableReader) -> [DesignAxis]? {
    var axes: [DesignAxis] = []
    for entry in reader.table.named where !entry.name.hasPrefix("__") {
      let nodes = reader.node(entry.name)
      let place = reader.place(of: entry.name)
      guard let values = values(nodes, of: entry.name, at: place), !values.isEmpty else { continue }
      guard values.allSatisfy({ checkSetting(entry.name, $0, at: place) }) else { continue }
      if Set(values).count < values.count {
        context.report("the design has a value of '\(entry.name)' twice", at: place)
      }
      axes.append(DesignAxis(entry.name, values))
    }
    reader.reportUnknown()
    if reader.table.named.isEmpty {
      reader.report("the design varies no parameter", hints: [Self.form])
    }
    return axes.isEmpty ? nil : axes
  }

  private func values(_ node: Node, of name: String, at place: SourceLocation)
    -> [ParameterValue]?
  {
    if let table = node.table, table.sort == "range" {
      return progression(table, of: name, at: table.location ?? place)
    }
    guard let list = node.table, list.sort == nil, list.named.isEmpty, !list.array.isEmpty else {
      context.report(
        "valence.grid needs a list of values for '\(name)', got \(node.described)", at: place,
        hints: ["\(name) = { 0.1, 0.2 }, or \(name) = valence.range(0, 1, 0.25)"])
      return nil
    }
    let values = list.array.compactMap {
      parameterValue($0, "parameter '\(name)' of the design", at: place)
    }
    return values.count == list.array.count ? values : nil
  }

  private func progression(_ table: TableNode, of name: String, at place: SourceLocation)
    -> [ParameterValue]?
  {
    let form = "valence.range(low, high, step), as in valence.range(0, 1, 0.25)"
    let numbers = table.array.compactMap {
      context.number($0, "a number of valence.range for '\(name)'", at: place)
    }
    guard numbers.count == 3, table.array.count == 3 else {
      context.report("valence.range takes three numbers", at: place, hints: [form])
      return nil
    }
    do throws(Progression.Mistake) {
      return try Progression(low: numbers[0], high: numbers[1], step: numbers[2]).values
        .map(ParameterValue.number)
    } catch {
      context.report("\(error.message), for '\(name)'", at: place, hints: [form])
      return nil
    }
  }

  // MARK: samples

  private func sample(_ method: Sampling.Method, _ reader: TableReader) -> DesignSample? {
    let points = reader.requiredWholeNumber(
      "points", "how many there are", in: 1...Sampling.maximumPoints)
    var ranges: [DesignRange] = []
    for entry in reader.table.named where !reader.isAsked(entry.name) {
      let node = reader.node(entry.name)
      let place = reader.place(of: entry.name)
      guard let ends = node.table, ends.sort == nil, ends.array.count == 2, ends.named.isEmpty
      else {
        context.report(
          "the design needs the two ends between which '\(entry.name)' is sampled, got "
            + node.described, at: place, hints: ["\(entry.name) = { 0.05, 0.3 }"])
        continue
      }
      let numbers = ends.array.compactMap {
        context.number($0, "an end of '\(entry.name)' in the design", at: place)
      }
      guard numbers.count == 2 else { continue }
      guard numbers[0] < numbers[1] else {
        context.report(
          "the first end of '\(entry.name)' in the design must be below the second one", at: place)
        continue
      }
      guard numbers.allSatisfy({ checkSetting(entry.name, .number($0), at: place) }) else {
        continue
      }
      ranges.append(DesignRange(entry.name, low: numbers[0], high: numbers[1]))
    }
    reader.reportUnknown()
    if reader.table.named.allSatisfy({ $0.name == "points" || $0.name.hasPrefix("__") }) {
      reader.report(
        "the design samples no parameter", hints: ["give a range: reach = { 0.05, 0.3 }"])
    }
    guard let points, !ranges.isEmpty else { return nil }
    return DesignSample(Sampling(method, points: points), ranges)
  }

  // MARK: one at a time

  private func oneAtATime(_ reader: TableReader) -> OneAtATime? {
    var design = OneAtATime()
    let factors = reader.nested("factors")?.array.compactMap {
      context.number($0, "a factor of the design", at: reader.place(of: "factors"))
    }
    if let factors {
      if factors.isEmpty || factors.contains(1) || Set(factors).count < factors.count {
        reader.report(
          "the factors of the design are numbers that differ, and none is 1", at: "factors",
          hints: ["factors = { 0.5, 2 }"])
      }
      design.factors = factors
    }
    if !reader.table.array.isEmpty {
      var names: [String] = []
      for node in reader.table.array {
        guard let name = node.text else {
          reader.report("the design names parameters, got \(node.described)")
          continue
        }
        if names.contains(name) { reader.report("the design names '\(name)' twice") }
        if let place = reader.location, isNumber(name, at: place) { names.append(name) }
      }
      design.names = names
    }
    reader.reportUnknown(positions: reader.table.array.count)
    return design
  }

  private func isNumber(_ name: String, at place: SourceLocation) -> Bool {
    let settings = SettingReader(parameters: study.parameters)
    guard checkSetting(name, settings.preset(of: name) ?? .number(0), at: place) else {
      return false
    }
    switch settings.preset(of: name) {
    case .number, .integer: return true
    default:
      context.report(
        "parameter '\(name)' is no number: it cannot be multiplied", at: place,
        hints: ["a level of a parameter is named \"\(name).level\""])
      return false
    }
  }
}
