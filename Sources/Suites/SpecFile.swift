/// A file of tests.
package struct SpecFile: Hashable, Sendable {
  /// The path as the user would type it.
  package var path: String
  package var text: String

  package init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}
