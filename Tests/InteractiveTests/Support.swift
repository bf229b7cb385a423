import Glibc
import Interactive
import Studies

/// The repository that the tests were built from.
enum Repository {
  static let path = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  static let plugins = PluginPlaces(builtIn: path + "/Plugins")
  /// The folders with annotations.
  static let annotations = ["Interactive", "Studies", "Suites"].map {
    "\(path)/Sources/\($0)/Lua/library"
  }

  static func text(_ file: String) throws -> String {
    String(decoding: try FilePath.read("\(path)/\(file)", atMost: 1 << 22), as: UTF8.self)
  }
}

func makeLibrary() -> HelpLibrary {
  HelpLibrary(folders: Repository.annotations, plugins: Repository.plugins)
}

/// A study of the repository.
func study(_ file: String) throws -> Study {
  let path = "\(Repository.path)/\(file)"
  return try StudyLoader.load(
    path: path, text: try Repository.text(file), data: StudyFolder(ofStudy: path),
    plugins: Repository.plugins
  ).study
}
