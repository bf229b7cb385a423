/// A version: up to three whole numbers, `1.4.2`; what is missing is 0.
package struct PluginVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var major: Int
  package var minor: Int
  package var patch: Int

  /// This version of Valence.
  package static let valence = PluginVersion(major: 0, minor: 1, patch: 0)

  package init(major: Int, minor: Int, patch: Int) {
    (self.major, self.minor, self.patch) = (major, minor, patch)
  }

  /// `nil` where the text is no version.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        ? Int(part) : nil
    }
    guard (1...3).contains(parts.count), numbers.count == parts.count else { return nil }
    let padded = numbers + [0, 0]
    self.init(major: padded[0], minor: padded[1], patch: padded[2])
  }

  package var description: String { "\(major).\(minor).\(patch)" }

  package static func < (left: PluginVersion, right: PluginVersion) -> Bool {
    (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
  }

  /// Whether this version does for whoever needs `needed`: it is not older, and its first number that
  /// is not 0 is the same (semver.org: only a change of that number may break anything).
  package func satisfies(_ needed: PluginVersion) -> Bool {
    guard self >= needed, major == needed.major else { return false }
    if major > 0 { return true }
    return minor == needed.minor && (minor > 0 || patch == needed.patch)
  }
}
