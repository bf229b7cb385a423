import Diagnostics
import Glibc
import Studies

/// A program of the system, run without a shell's help and without standard input.
enum Tool {
  /// Runs a program that is on the PATH.
  ///
  /// - Parameter scratch: a folder for what it says.
  /// - Returns: what it wrote to standard output.
  /// - Throws: a `Diagnostic` where it is not there or fails.
  static func run(
    _ words: [String], scratch: String
  ) throws(Diagnostic) -> String {
    let output = FilePath.join(scratch, "output")
    let errors = FilePath.join(scratch, "errors")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, flags, 0o600)
    var arguments = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var process = pid_t()
    let code = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
    guard code == 0 else {
      throw Diagnostic(
        "cannot run '\(words[0])': \(FilePath.systemMessage(code))", class: .environment,
        hints: ["install it: apt-get install \(words[0])"])
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    guard status == 0 else {
      let said = text(of: errors).split(separator: "\n").first.map(String.init)
      throw Diagnostic("'\(words[0])' failed: \(said ?? "it says nothing")")
    }
    return text(of: output)
  }

  private static func text(of path: String) -> String {
    String(decoding: (try? FilePath.read(path, atMost: 16 << 20)) ?? [], as: UTF8.self)
  }
}
