import Diagnostics
import Suites

/// The argument of `--tags`: `slow` to have it, `!slow` not to have it, several with commas.
enum TagArgument {
  /// - Throws: a `Diagnostic` of wrong usage.
  static func parse(_ arguments: [String], names: [String]) throws(Diagnostic) -> Selection {
    var selection = Selection(names: names)
    for word in arguments.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      let isExcluded = word.hasPrefix("!")
      let tag = String(word.drop { $0 == "!" || $0 == "#" })
      guard !tag.isEmpty else {
        throw Diagnostic(
          "--tags has an empty tag", class: .usage,
          hints: ["write --tags slow,data for tests with one of the two, '!slow' for those without"]
        )
      }
      if isExcluded {
        selection.excludedTags.insert(tag)
      } else {
        selection.tags.insert(tag)
      }
    }
    return selection
  }
}
