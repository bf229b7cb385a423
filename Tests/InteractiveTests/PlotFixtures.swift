import Glibc
import Reports

@testable import Interactive

extension Fixture {
  private static func rise(_ count: Int, to end: Double, at speed: Double) -> [Double] {
    (0..<count).map { end * (1 - 1 / (1 + speed * Double($0))) }
  }

  private static let many: [(name: String, values: [Double])] = (0..<30).map { place in
    ("series \(place)", rise(20, to: Double(place), at: 0.3))
  }

  private static let gaps: [Double] = (0..<60).map { step in
    step % 20 == 7 ? .nan : 0.85 * Double(step) / 60
  }

  private static let prices: [ComparisonPlot.Row] = (1...30).map { place in
    let price = Double(place) * 100
    return ("scenario \(place)", price, price * 0.9, price * 1.1, "")
  }

  private static let six: [(name: String, values: [Double])] = (0..<6).map { place in
    ("group \(place)", wave(50, phase: Double(place)))
  }

  private static let cloud: [(Double, Double)] =
    zip(wave(200), wave(200, phase: 2)).map { ($0, 100 * $1 + 50 * $0) } + [(.nan, 1)]

  static let plots: [any Plot] = [
    SeriesPlot(
      title: "adoption", series: [("adoption", rise(101, to: 0.8, at: 0.1))], firstStep: 0),
    SeriesPlot(
      title: "trust by kind",
      series: [
        ("consumers", wave(60).map { 0.5 + $0 / 10 }),
        ("Erzeugerinnen", rise(60, to: 0.9, at: 0.2)),
        ("traders\u{1B}", gaps),
      ], firstStep: 1),
    SeriesPlot(
      title: "many",
      series: many, firstStep: 5),
    SeriesPlot(title: "one step", series: [("a", [3])], firstStep: 7),
    SeriesPlot(title: "extremes", series: [("a", [1e308, -1e308, .infinity, 1])], firstStep: 0),
    SeriesPlot(title: "nothing", series: [("a", [.nan, .nan])], firstStep: 0),
    SeriesPlot(title: "none", series: [], firstStep: 0),
    DistributionPlot(title: "wealth", groups: [("consumers", wave(300).map { exp2(3 * $0) })]),
    DistributionPlot(
      title: "trust",
      groups: [("consumers", wave(300)), ("their twins", wave(300, phase: 1).map { $0 * $0 })]),
    DistributionPlot(title: "ages", groups: [("a", [3, 3, 5, .nan]), ("b", [4]), ("c", [])]),
    DistributionPlot(
      title: "six", groups: six),
    DistributionPlot(title: "nothing", groups: [("a", [.nan])]),
    DistributionPlot(title: "none", groups: []),
    ComparisonPlot(
      title: "trust: differences", unit: "share",
      rows: [
        ("certified", 0.12, 0.04, 0.2, ""), ("with an audit", -0.03, -0.09, 0.031, "n 12"),
        ("without a market", nil, nil, nil, "no pairs"), ("one pair", 0.25, nil, nil, "n 1"),
        ("open", 0.1, -.infinity, .infinity, ""),
      ], zero: true),
    ComparisonPlot(
      title: "price", unit: nil,
      rows: prices, zero: false),
    ComparisonPlot(title: "nothing", unit: nil, rows: [("a", nil, nil, nil, "")], zero: true),
    ComparisonPlot(title: "none", unit: nil, rows: [], zero: true),
    ScatterPlot(
      title: "trust against wealth", x: "trust", y: "wealth",
      points: cloud),
    ScatterPlot(
      title: "same", x: "a", y: "b", points: [(Double, Double)](repeating: (1, 2), count: 7)),
    ScatterPlot(title: "none", x: "a", y: "b", points: []),
  ]
}
