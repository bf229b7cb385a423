import Diagnostics
package import LuaRuntime
package import Simulation

/// Reads a distribution outside a study: what `valence.normal(0, 1)` and its like return.
package enum DistributionReader {
  /// - Parameter use: what the distribution is for, as messages shall call it.
  /// - Returns: `nil` for a value that no constructor of a distribution made.
  /// - Throws: a `Diagnostic` where its numbers are wrong.
  package static func distribution(
    _ value: LuaValue, for use: String, in state: LuaState
  ) throws -> Distribution? {
    var reader = TreeReader(state: state)
    guard let table = try reader.node(value).table,
      table.sort.flatMap(DistributionSort.init(rawValue:)) != nil
    else { return nil }
    let context = ReadingContext(source: SourceText(path: "", text: ""))
    let distribution = context.distribution(table, use, at: table.location)
    if let problem = context.diagnostics.first { throw problem }
    return distribution
  }
}
