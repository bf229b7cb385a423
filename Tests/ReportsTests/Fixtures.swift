import Reports
import Statistics

/// A generator of test data with a fixed seed (SplitMix64).
struct TestGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// About normal: the sum of twelve uniforms.
  mutating func noise() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double(bits() >> 11) * 0x1p-53 }
  }
}

enum Fixture {
  static func values(_ numbers: [Double]) -> [Observation] { numbers.map { .value($0) } }

  /// Two scenarios, two measures, three replicates; the second measure is undefined in places.
  static let small: ReportModel = {
    let base = values([1, 2, 3])
    let app = values([2, 4, 3.5])
    let none = Array(repeating: Observation.undefined(reason: "no_twin"), count: 3)
    let some: [Observation] = [.value(0.5), .undefined(reason: "no_events"), .value(0.25)]
    return ReportModel(
      title: "Small study", question: "Does it show?", studyFile: "small.lua",
      scenarios: [
        .init(name: "off", isBaseline: true),
        .init(name: "on", settings: [.init("reach", "0.5")], twin: "off"),
      ],
      measures: [
        .init(name: "gain", unit: "EUR", definition: "what is gained"),
        .init(name: "share", labels: ["consumer"], isOwnOperationalisation: true),
      ],
      cells: [
        [.init(Estimate(base)), .init(Estimate(some))],
        [
          .init(
            Estimate(app), difference: .init(against: "off", .init(scenario: app, twin: base))),
          .init(
            Estimate(none), difference: .init(against: "off", .init(scenario: none, twin: some))),
        ],
      ],
      series: [
        .init(
          name: "adopters",
          lines: [
            .init(scenario: "off", mean: [0, 0, 0]),
            .init(
              scenario: "on", mean: [0, 0.5, nil], low: [0, 0.25, nil], high: [0, 0.75, nil]),
          ])
      ],
      tables: [
        .init(
          title: "Top categories", note: "by spend", header: ["category", "spend"],
          parts: [
            .init(
              scenario: "off",
              .rows([
                [.text("milk"), .number(1234.5)], [.text("tea"), .undefined(reason: "no_data")],
              ])),
            .init(scenario: "on", .undefined(reason: "twin_failed")),
          ])
      ],
      failures: [.init(scenario: "on", replicate: 7, message: "small.lua:3: attempt to index nil")],
      notes: ["All behaviour is assumed."],
      provenance: .init(
        rows: [.init("command", "valence run small.lua"), .init("seed", "7")],
        dataFiles: [.init(path: "pos.csv", hash: "abc123", rows: 3, source: "own", licence: "CC0")]),
      studySource: "return {}\n")
  }()

  /// Names that try to break out of the page, the terminal and the JSON file.
  static let hostileName = "<script>alert(1)</script>\"'&\u{1B}[31m\u{202E}\u{0}]]>"

  static let hostile: ReportModel = {
    let name = hostileName
    let a = values([1, 2, 4])
    let b = values([1, 1, 1])
    let model = ReportModel(
      title: name, question: name, studyFile: name,
      scenarios: [
        .init(name: name, settings: [.init(name, name)], isBaseline: true),
        .init(name: name, settings: [.init(name, name)], twin: name),
      ],
      measures: [
        .init(
          name: name, unit: name, labels: [name], definition: name, source: name,
          isOwnOperationalisation: true)
      ],
      cells: [
        [.init(Estimate(b + [.undefined(reason: name)]))],
        [.init(Estimate(a), difference: .init(against: name, .init(scenario: a, twin: b)))],
      ],
      series: [.init(name: name, unit: name, lines: [.init(scenario: name, mean: [1, 2])])],
      tables: [
        .init(
          title: name, note: name, header: [name],
          parts: [
            .init(scenario: name, .rows([[.text(name)], [.undefined(reason: name)]])),
            .init(scenario: name, .undefined(reason: name)),
          ])
      ],
      failures: [.init(scenario: name, replicate: 1, message: name)], notes: [name],
      provenance: .init(
        rows: [.init(name, name)],
        dataFiles: [.init(path: name, hash: name, rows: 0, source: name, licence: name)]),
      studySource: "-- \(name)\r\nreturn '</pre></code>'")
    return model
  }()

  /// A study of the usual size: four scenarios, five measures, two series over a year of weeks.
  static let large: ReportModel = {
    var generator = TestGenerator(seed: 2013)
    let names = ["no app", "app", "intrusive app", "アプリ（強）"]
    let effects: [[Double]] = [
      [0, 0.02, 0.001, 0.05], [0, 120, -340, -900], [0, 0, 0, 0], [0, 0.1, 0.2, 0.3],
      [0, 3e-7, -4e-7, 1e-6],
    ]
    let centers = [0.12, 459_603.58, 1, 0.4, 1.2e-5]
    let spreads = [0.03, 800, 0, 0.1, 1e-6]
    var observed: [[[Observation]]] = names.map { _ in [] }
    for measure in centers.indices {
      let luck = (0..<100).map { _ in generator.noise() }
      for scenario in names.indices {
        observed[scenario].append(
          luck.map { shared in
            let own = 0.3 * generator.noise()
            if measure == 3, own > 0.5 { return .undefined(reason: "no_events") }
            if measure == 4, scenario == 3 { return .undefined(reason: "no_twin") }
            return .value(
              centers[measure] + effects[measure][scenario] + spreads[measure] * (shared + own))
          })
      }
    }
    let cells = names.indices.map { scenario in
      centers.indices.map { measure in
        let own = observed[scenario][measure]
        return ReportModel.Cell(
          Estimate(own),
          difference: scenario == 0
            ? nil
            : .init(
              against: "no app", PairedDifference(scenario: own, twin: observed[0][measure])))
      }
    }
    return ReportModel(
      title: "Mobile loyalty app",
      question: "Who gains and who loses when the app becomes more intrusive?",
      studyFile: "Scripts/loyalty/study.lua",
      scenarios: names.enumerated().map { index, name in
        .init(
          name: name, settings: index == 0 ? [] : [.init("intrusion", "0.\(3 * index)")],
          isBaseline: index == 0, twin: index == 0 ? nil : "no app")
      },
      measures: [
        .init(
          name: "fusion index", labels: ["consumer", "firm"],
          definition: "share of kinds that gain together", source: "Korkman & Ple 2011",
          isOwnOperationalisation: true),
        .init(name: "net sales", unit: "USD", labels: ["firm"], definition: "sum of what is paid"),
        .init(name: "firms in the market", definition: "number of firms at the end"),
        .init(
          name: "co-destruction rate", labels: ["event"],
          definition: "share of events in which either side loses", source: "Ple 2010",
          isOwnOperationalisation: true),
        .init(name: "churn hazard", unit: "1/week", labels: ["consumer"]),
      ],
      cells: cells,
      series: [
        .init(
          name: "adopters", unit: "share",
          lines: names.enumerated().map { index, name in
            let mean = (0..<52).map { Double($0 * (index + 1)) / Double(40 + $0 * (index + 1)) }
            return .init(
              scenario: name, mean: mean, low: mean.map { $0 - 0.03 },
              high: mean.map { $0 + 0.03 })
          })
      ],
      tables: [
        .init(
          title: "Top categories by spend", note: "Left-censored: the first month is short.",
          header: ["category", "spend", "share"],
          parts: names.map { scenario in
            .init(
              scenario: scenario,
              .rows([
                [.text("fluid milk"), .number(103_456.78), .number(0.0721)],
                [.text("soft drinks"), .number(98_100.1), .undefined(reason: "no_total")],
              ]))
          })
      ],
      failures: [
        .init(
          scenario: "intrusive app", replicate: 17,
          message: "study.lua:31: attempt to perform arithmetic on a nil value (field 'trust')")
      ],
      notes: [
        "Behavioural parameters are assumptions, not estimates.",
        "FUSION and CONFUSION numbers are this project's operationalisation.",
      ],
      provenance: .init(
        rows: [
          .init("command", "./valence run Scripts/loyalty/study.lua --seed 2013"),
          .init("seed", "2013"), .init("Valence", "0.1.0, semantics 1"),
          .init(
            "fingerprint", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
          .init("duration", "12.4 s on 2 cores"),
        ],
        dataFiles: [
          .init(
            path: "sample/purchases.csv",
            hash: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", rows: 45_495,
            source: "dunnhumby, The Complete Journey", licence: "CC0")
        ]),
      studySource:
        "local valence = require \"valence\"\n\nreturn valence.study {\n  name = \"Mobile\",\n"
        + "  seed = 2013, -- a < b & c > d\n}\n")
  }()
}
