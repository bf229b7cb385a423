import Diagnostics
import Simulation
import Studies

/// Builds the model of every run once: what is wrong with one shows before anything runs.
struct ModelCheck {
  /// About how many bytes of models are kept; larger plans build theirs again when needed.
  private static let keptBytes = 256 << 20
  private static let shownProblems = 20

  private(set) var models: [Model?] = []
  private(set) var series: [PlannedSeries] = []
  /// By run: how many worlds are run again beside each of its worlds.
  private(set) var partRuns: [Int] = []
  /// Which values are those of a sample, for people.
  private(set) var samples: [String] = []
  private(set) var isRandom = false

  init(study: Study, runs: [PlannedRun]) throws(DiagnosticList) {
    let check = DrawCheck(study: study)
    var problems: [Diagnostic] = []
    var room = Self.keptBytes
    for run in runs where problems.count < Self.shownProblems {
      do {
        let model = try ModelBuilder(study: study, scenario: run.scenario).build()
        isRandom = isRandom || check.isRandom(model)
        series = model.series.map(PlannedSeries.init)
        partRuns.append(model.partRuns)
        for note in model.sampleNotes where !samples.contains(note) { samples.append(note) }
        room -= model.weight
        models.append(room > 0 ? model : nil)
      } catch {
        for diagnostic in error.errors {
          var placed = diagnostic
          placed.hints.append("in scenario '\(run.name)'")
          if !problems.contains(where: { $0.message == placed.message }) { problems.append(placed) }
        }
      }
    }
    guard problems.isEmpty else { throw DiagnosticList(problems) }
  }
}

extension PlannedSeries {
  fileprivate init(_ spec: SeriesSpec) {
    name = spec.name
    if case .value = spec.source {
      fingerprint = Fingerprint.series(name, isOfValue: true)
    } else {
      fingerprint = Fingerprint.series(name, isOfValue: false)
    }
  }
}

extension Model {
  fileprivate var sampleNotes: [String] {
    values.compactMap { value in
      let kind = kinds[value.kind.rawValue]
      guard let size = value.leaveOneOut?.sample, size < kind.count else { return nil }
      return
        "\(value.name) is known of \(size) of \(kind.count) actors of kind \(kind.name), drawn at "
        + "random in each replicate, the same ones in every scenario: for each of them the world was run "
        + "again without it."
    }
  }

  /// About how many bytes its data hold.
  fileprivate var weight: Int {
    var bytes = 4096
    for field in kinds.lazy.flatMap(\.fields) {
      if case .column(let values) = field.initial { bytes += 8 * values.count }
    }
    for network in networks {
      if case .edges(let from, _, _) = network.generator { bytes += 16 * from.count }
    }
    for phase in phases {
      if case .replay(let replay) = phase.body { bytes += 12 * replay.steps.count }
    }
    return bytes
  }
}
