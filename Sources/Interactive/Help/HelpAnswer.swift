/// What help says about a name.
package struct HelpAnswer: Sendable {
  /// Whether there is anything of the name.
  package var isFound: Bool
  let blocks: [HelpBlock]

  /// The answer as plain text, a blank line between its parts.
  ///
  /// - Parameter columns: how wide a line may be; one word can be wider.
  package func lines(columns: Int) -> [String] {
    Array(blocks.map { $0.lines(columns: columns) }.filter { !$0.isEmpty }.joined(separator: [""]))
  }
}
