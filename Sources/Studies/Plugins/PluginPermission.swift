/// What a plugin asks the user for.
package enum PluginPermission: Hashable, Sendable, CustomStringConvertible {
  /// To read the data in a file, or in the files of a folder. A relative path is seen from the
  /// plugin's folder, `~` is the user's.
  case read(String)

  static let form = "a permission is \"read: PATH\", of a file or a folder with data"

  /// `nil` where the text is no permission.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == "read" else { return nil }
    let path = parts[1].drop { $0 == " " }
    guard !path.isEmpty, !path.utf8.contains(0), !path.contains(where: \.isNewline) else {
      return nil
    }
    self = .read(String(path))
  }

  package var description: String {
    switch self {
    case .read(let path): "read: \(path)"
    }
  }

  /// The absolute path that it is about.
  ///
  /// - Parameter folder: the plugin's own, absolute.
  package func path(from folder: String) -> String {
    switch self {
    case .read(let path):
      if path == "~" || path.hasPrefix("~/"), let home = FilePath.home {
        return FilePath.absolute(String(path.dropFirst(2)), in: home)
      }
      return FilePath.absolute(path, in: folder)
    }
  }
}
