import Simulation
import Studies

/// What to type first, in the names of the study that is open.
struct HelpOverview {
  let study: Study?

  var answer: HelpAnswer {
    HelpAnswer(isFound: true, blocks: [.rows(rows.map { HelpBlock.Row(name: $0, text: $1) })])
  }

  private var rows: [(String, String)] {
    let scenario = study?.scenarios.last?.name ?? "NAME"
    return [
      (":load study.lua", "opens a study; study shows what it has"),
      ("scenario \"\(scenario)\"", "chooses whose world is looked at; scenario() lists them"),
      ("step()", "one step further; run(10), run() to the end; restart() anew"),
      ("world.\(kind)", "the actors of a kind; world.\(kind)[1] is one, .twin its twin"),
      ("world.\(kind).\(field)", "what they have in a field: :mean(), :sd(), :quantile(0.9)"),
      (
        "world.\(kind):where(...)",
        "a list of those of whom function(a) return ... end is true"
      ),
      ("trace(world.\(kind)[1])", "one actor's life, step by step; compare(...) beside its twin"),
      ("results()", "what the world came to; \(number) is one number of it"),
      (
        "plot(world.\(kind).\(field))",
        "in the terminal; plot \"NAME\" a series; :page FILE as a page"
      ),
      ("parameters.\(parameter)", "a parameter; with { \(parameter) = ... } sets it"),
      ("experiment(20)", "all scenarios in so many replicates; :report writes a report"),
      ("define(valence.rule { ... })", "puts a definition in; remove \"NAME\" takes it out"),
      (":save changed.lua", "writes the study as it stands; :reload reads its file again"),
      (":explain", "what runs as machine code; :profile and :time what takes how long"),
      ("?NAME", "help on a name: ?valence.rule, ?self:peers, ?fusion; :quit ends"),
    ]
  }

  private var kind: String { shown?.name ?? "KIND" }

  private var field: String { shown?.fields.first(where: Self.isNumber)?.name ?? "FIELD" }

  /// The first kind with a field that holds numbers, if there is one.
  private var shown: KindDeclaration? {
    study?.kinds.first { $0.fields.contains(where: Self.isNumber) } ?? study?.kinds.first
  }

  private static func isNumber(_ field: FieldDeclaration) -> Bool {
    if case .number = field.type { true } else { false }
  }

  private var parameter: String { study?.parameters.first?.name ?? "NAME" }

  private var number: String {
    if let value = study?.values.first { return "value \"\(value.name)\"" }
    if let measure = study?.measures.first { return "measure \"\(measure.name)\"" }
    return "value \"NAME\""
  }
}
