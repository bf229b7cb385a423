/// Which tests of the files are to run.
package struct Selection: Hashable, Sendable {
  /// Texts of which the full name must contain one; empty: any name will do.
  package var names: [String]
  /// Tags of which a test must have one; empty: any will do.
  package var tags: Set<String>
  /// Tags that a test must not have.
  package var excludedTags: Set<String>

  package init(
    names: [String] = [], tags: Set<String> = [], excludedTags: Set<String> = []
  ) {
    self.names = names
    self.tags = tags
    self.excludedTags = excludedTags
  }

  package func includes(_ test: SpecTest) -> Bool {
    let name = test.fullName
    return (names.isEmpty || names.contains { name.contains($0) })
      && (tags.isEmpty || !tags.isDisjoint(with: test.tags))
      && excludedTags.isDisjoint(with: test.tags)
  }
}
