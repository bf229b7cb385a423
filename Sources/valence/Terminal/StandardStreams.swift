import Diagnostics
import Glibc
import Studies

/// Why the command ends early.
enum Stop: Error {
  /// Whoever read standard output wants no more of it, as `head` does: no failure.
  case readerIsGone
  /// What is wrong has been said already.
  case said(ErrorClass)
  /// There is no test to run, which has been said.
  case nothingFound
}

/// The three descriptors that every process is expected to have.
enum StandardStreams {
  /// Keeps the next file from becoming standard output where the caller has closed it.
  ///
  /// Otherwise the table would be written into the store. Opened for reading alone, so that writing
  /// fails as it should.
  static func reserve() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", O_RDONLY)
    }
  }
}

/// Results, on standard output: nothing else goes there.
enum StandardOutput {
  /// - Throws: `Stop.readerIsGone`, or a `Diagnostic` where the output cannot be written.
  static func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  static func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer) throws {
    if let code = writeAll(bytes, to: STDOUT_FILENO) {
      if code == EPIPE { throw Stop.readerIsGone }
      throw Diagnostic(
        "cannot write to standard output: \(FilePath.systemMessage(code))", class: .environment)
    }
  }
}

/// What the command says about its work, on standard error.
enum StandardError {
  /// Writes a line; that it cannot be written is no reason to stop the work.
  static func say(_ line: String) { write(line + "\n") }

  static func write(_ text: String) {
    var text = text
    _ = text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
  }

  /// Shows findings, the errors first, as many as one can take in.
  static func show(_ diagnostics: [Diagnostic]) {
    let limit = 50
    let ordered =
      diagnostics.filter { $0.severity == .error } + diagnostics.filter { $0.severity != .error }
    for diagnostic in ordered.prefix(limit) { say(printable(diagnostic.rendered)) }
    if ordered.count > limit { say("and \(ordered.count - limit) more") }
  }
}

/// Writes all bytes, waiting where the other side is slow.
///
/// - Returns: the error number, or `nil` if all went out.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
  var rest = bytes[...]
  while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
    let count = Glibc.write(descriptor, start, rest.count)
    if count >= 0 {
      rest = rest.dropFirst(count)
    } else if errno == EAGAIN {
      var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&ready, 1, 1000)
    } else if errno != EINTR {
      return errno
    }
  }
  return nil
}
