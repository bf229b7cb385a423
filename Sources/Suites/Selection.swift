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

/// One of several parts of the tests, for machines that share them.
package struct Shard: Hashable, Sendable {
  /// From 1 to `count`.
  package var number: Int
  package var count: Int

  package init(number: Int, count: Int) {
    self.number = number
    self.count = count
  }

  /// Whether a test is in this part: the tests of a file are dealt out in turn.
  ///
  /// It depends on the path of the file and the place of the test in it alone, so that all machines
  /// agree without talking to each other.
  func includes(_ test: SpecTest, of file: SpecFile) -> Bool {
    (TestOrder.hash(file.path) &+ UInt64(test.number)) % UInt64(count) == UInt64(number - 1)
  }
}
