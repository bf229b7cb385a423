import Studies

/// Something that was typed and belongs into the study: a rule, a value definition, a measure.
struct Definition {
  /// The list of the study that it belongs to: "phases".
  var list: String
  var name: String
  /// What was typed, an expression that makes it.
  var expression: String
  /// The number of the input that it was typed in.
  var input: Int
  /// What it needs before it: locals and what gives them their values.
  var needed: [Needed]

  struct Needed: Hashable {
    var text: String
    /// The input that it was typed in; `nil`: Valence wrote it.
    var input: Int?
  }

  /// The list that each sort of declaration stands in, as `valence.rule` and the others make them.
  static let listOfSort = [
    "rule": "phases", "encounter": "phases", "presence": "phases", "value": "values",
    "leave_one_out": "values", "measure": "measures", "series": "series", "table": "tables",
    "section": "sections",
  ]
}
