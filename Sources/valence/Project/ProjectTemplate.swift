import Diagnostics
import Glibc
import Reports
import Studies

/// The files of a new project: a study, its tests, and what keeps both in order.
struct ProjectTemplate {
  /// What the study is called.
  let name: String
  /// Where the annotations for editors are, as the settings of an editor should name it.
  let libraries: [String]

  /// Each file by its place in the project, from the folder `Template`.
  private static let files: [(place: String, text: [UInt8])] = [
    ("study.lua", PackageResources.study_lua),
    ("study_spec.lua", PackageResources.study_spec_lua),
    ("README.md", PackageResources.README_md),
    ("Plugins/README.md", PackageResources.plugins_md),
    (".github/workflows/test.yml", PackageResources.github_yml),
    (".gitlab-ci.yml", PackageResources.gitlab_yml),
    (".gitignore", PackageResources.gitignore),
    (".luarc.json", PackageResources.luarc_json),
  ]

  var places: [String] { Self.files.map(\.place) }

  /// Writes all files into a folder, which is made.
  ///
  /// - Throws: a `Diagnostic` where one cannot be written.
  func write(to folder: String) throws(Diagnostic) {
    for file in Self.files {
      let path = FilePath.join(folder, file.place)
      if let code = FilePath.makeFolder(FilePath.folder(of: path)) {
        throw problem("make the folder '\(FilePath.folder(of: path))'", code)
      }
      // Never over a file that is there, or that came in between.
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw problem("write '\(path)'", errno) }
      var text = filled(file.text)
      var failure = text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
      if close(descriptor) != 0, failure == nil { failure = errno }
      if let failure { throw problem("write '\(path)'", failure) }
    }
  }

  private func filled(_ text: [UInt8]) -> String {
    var result = ""
    var rest = String(decoding: text, as: UTF8.self)[...]
    while let open = rest.firstRange(of: "{{"),
      let end = rest[open.upperBound...].firstRange(of: "}}")
    {
      result += rest[..<open.lowerBound]
      switch rest[open.upperBound..<end.lowerBound] {
      case "name": result += name
      case "libraries": result += JSONValue.array(libraries.map { .string($0) }).text
      default: result += rest[open.lowerBound..<end.upperBound]
      }
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  private func problem(_ what: String, _ code: Int32) -> Diagnostic {
    Diagnostic("cannot \(what): \(FilePath.systemMessage(code))", class: .environment)
  }
}
