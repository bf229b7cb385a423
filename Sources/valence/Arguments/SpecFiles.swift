import Diagnostics
import Glibc
import Studies
import Suites

/// Finds the spec files that the arguments of `valence test` mean.
enum SpecFiles {
  static let suffix = "_spec.lua"

  /// Files as they are named, and below folders every file whose name ends in `_spec.lua`, each once,
  /// in the order of the arguments and then of the paths.
  ///
  /// A file below a folder that cannot be read is found all the same, with its problem.
  ///
  /// - Throws: a `Diagnostic` of wrong usage where an argument is no file and no folder.
  static func find(_ paths: [String]) throws(Diagnostic) -> [SpecFile] {
    var seen: Set<String> = []
    var files: [SpecFile] = []
    for path in paths {
      if FilePath.isFolder(path) {
        let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        for found in below(folder) where seen.insert(FilePath.real(found) ?? found).inserted {
          do {
            files.append(SpecFile(path: found, text: try StudyScript.text(of: found)))
          } catch {
            files.append(SpecFile(path: found, text: "", problem: error))
          }
        }
      } else if FilePath.exists(path) {
        guard seen.insert(FilePath.real(path) ?? path).inserted else { continue }
        files.append(SpecFile(path: path, text: try StudyScript.text(of: path)))
      } else {
        let near = nearestName(
          to: FilePath.name(of: path), among: FilePath.names(in: FilePath.folder(of: path)))
        throw Diagnostic(
          "there is no file or folder '\(path)'", class: .usage,
          hints: [
            near.map { "did you mean '\(FilePath.join(FilePath.folder(of: path), $0))'?" }
              ?? "name spec files, or folders with files *\(suffix) in them"
          ])
      }
    }
    return files
  }

  /// Hidden folders are left out, and folders behind links, which could lead in circles.
  private static func below(_ folder: String) -> [String] {
    FilePath.names(in: folder).filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
      let path = FilePath.join(folder, name)
      var status = stat()
      guard lstat(path, &status) == 0 else { return [] }
      if status.st_mode & S_IFMT == S_IFDIR { return below(path) }
      return name.hasSuffix(suffix) && !FilePath.isFolder(path) ? [path] : []
    }
  }
}
