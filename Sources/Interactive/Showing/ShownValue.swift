/// A value of the session as plain data, ready to be shown.
///
/// Texts are as the user wrote them: what shows them replaces what would act on a terminal.
package indirect enum ShownValue: Sendable {
  case nothing
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  /// With the reason why there is no value.
  case undefined(String)
  /// An actor inside another value: `consumer 12`.
  case reference(String)
  /// An actor with its fields, or a table with named keys, in the order in which they are shown.
  ///
  /// Names are spelled as in a table of Lua: `trust`, `["two words"]`, `[3]` (`LuaText.key`).
  case record(title: String?, [(name: String, value: ShownValue)])
  /// The first entries of `count`.
  case list(title: String?, count: Int, [ShownValue])
  /// The first of `count` actors or records with the same keys: an aligned table. Each row is as
  /// long as `columns`.
  case rows(title: String?, count: Int, columns: [String], [[ShownValue]])
  /// Many numbers, shown by their summary; those that are NaN count as undefined.
  case column(title: String, [Double])
  /// A category or boolean column: how often each level occurs.
  case levels(title: String, [(name: String, count: Int)])
  /// What has a description only: `function (prompt:3)`, `study 'x'`.
  case other(String)
}
