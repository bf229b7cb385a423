import Statistics

extension ReportModel {
  /// What one parameter of a grid does on average over the others.
  ///
  /// At each of its values the plain mean over all points that have it, of what each point's
  /// replicates come to, with the range from the lowest to the highest of these points: how much the
  /// other parameters matter. The range is no interval of chance.
  ///
  /// - Returns: `nil` where nothing is defined.
  func profileChart(of measure: Int, over parameter: String) -> Chart? {
    let stops = profile(of: measure, over: parameter)
    guard stops.count > 1, stops.contains(where: { !$0.means.isEmpty }) else { return nil }
    let others = design.parameters.filter { $0 != parameter }.joined(separator: " and ")
    let what = shownName(measure)
    let isNumeric = stops.allSatisfy { $0.value.number != nil }
    return Chart(
      name: "profile-\(measure + 1)-\(number(of: parameter))",
      title: "\(measures[measure].title) over \(parameter), averaged over \(others)",
      description: "\(isCompared(measure) ? "Differences to the twins" : "Means") at each value of "
        + "\(parameter), averaged over the points that have it, at every value of \(others). "
        + "\(isNumeric ? "Bands" : "Lines") go from the lowest to the highest of these points: they say "
        + "how much the other parameters matter, not how sure the average is.",
      subject: [
        .init("averaged", .string(measures[measure].name)), .init("over", .string(parameter)),
      ],
      table: SectionTable(
        header: [
          "scenario", parameter, "average \(what)", "lowest point", "highest point", "points",
        ],
        rows: stops.map { stop in
          let numbers = [stop.average, stop.means.min(), stop.means.max()].map { number in
            number.map(TableCell.number) ?? .undefined(reason: "at all of these points")
          }
          let count: TableCell =
            stop.means.count == stop.points
            ? .number(Double(stop.points)) : .text("\(stop.means.count) of \(stop.points)")
          return [.text(stop.base), stop.value.cell] + numbers + [count]
        }),
      isNumeric
        ? LineLayers(
          lines: bases.map(\.name).compactMap { base in
            let points = stops.filter { $0.base == base }.compactMap(\.point)
            return points.isEmpty
              ? nil : LineLayers.Line(name: base, points: points.sorted { $0.x < $1.x })
          }, xTitle: parameter, yTitle: what,
          isWhole: stops.allSatisfy { $0.value.number.map { $0 == $0.rounded() } ?? false }
        ).members
        : DotLayers(
          dots: stops.map { stop in
            DotLayers.Dot(
              label: stop.value.text, group: stop.base, mean: stop.average, low: stop.means.min(),
              high: stop.means.max())
          }, labelTitle: parameter, valueTitle: what, hasZero: isCompared(measure)
        ).members)
  }

  private func profile(of measure: Int, over parameter: String) -> [ProfileStop] {
    var stops: [ProfileStop] = []
    for scenario in scenarios.indices {
      guard let value = value(of: parameter, at: scenario),
        let estimate = shown(measure, at: scenario)
      else { continue }
      let base = scenarios[scenario].base
      let known = stops.firstIndex { $0.base == base && $0.value == value }
      if known == nil { stops.append(ProfileStop(base: base, value: value)) }
      let place = known ?? stops.count - 1
      stops[place].points += 1
      if let mean = estimate.mean { stops[place].means.append(mean) }
    }
    return stops
  }
}

/// A value of a parameter, and what the points that have it come to.
private struct ProfileStop {
  let base: String
  let value: ReportModel.PointValue
  var points = 0
  /// Of the points that are defined.
  var means: [Double] = []

  var average: Double? {
    means.isEmpty ? nil : means.reduce(0, +) / Double(means.count)
  }

  var point: LineLayers.Point? {
    value.number.map {
      LineLayers.Point(x: $0, y: average, low: means.min(), high: means.max())
    }
  }
}
