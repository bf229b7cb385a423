import Diagnostics
import Glibc
import Studies

/// Files to be made, with gaps `{{name}}` in their texts.
struct FileTemplate {
  /// Each file by its place in the folder to be made.
  let files: [(place: String, text: [UInt8])]
  /// What stands in for the gaps.
  let values: [String: String]

  var places: [String] { files.map(\.place) }

  /// Writes all files into a folder, which is made.
  ///
  /// - Throws: a `Diagnostic` where one cannot be written.
  func write(to folder: String) throws(Diagnostic) {
    for file in files {
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

  /// - Throws: a `Diagnostic` where something is there already.
  static func checkIsFree(_ folder: String) throws(Diagnostic) {
    guard
      !FilePath.exists(folder) || FilePath.isFolder(folder) && FilePath.names(in: folder).isEmpty
    else {
      throw Diagnostic(
        "'\(folder)' is there already", class: .usage,
        hints: ["nothing is overwritten: give another name, or remove it first"])
    }
  }

  private func filled(_ text: [UInt8]) -> String {
    var result = ""
    var rest = String(decoding: text, as: UTF8.self)[...]
    while let open = rest.firstRange(of: "{{"),
      let end = rest[open.upperBound...].firstRange(of: "}}")
    {
      result += rest[..<open.lowerBound]
      let name = String(rest[open.upperBound..<end.lowerBound])
      result += values[name] ?? String(rest[open.lowerBound..<end.upperBound])
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  private func problem(_ what: String, _ code: Int32) -> Diagnostic {
    Diagnostic("cannot \(what): \(FilePath.systemMessage(code))", class: .environment)
  }
}
