internal import GRDB
internal import Glibc

extension StoreError {
  /// The error of a database call in the words of a user.
  ///
  /// - Parameters:
  ///   - path: the store, as the user named it.
  ///   - file: the same, resolved; looked at for free space and for the extent of damage.
  init(_ error: any Error, path: String, file: String) {
    if let error = error as? StoreError {
      self = error
      return
    }
    if error is RowDecodingError {
      self = .corrupt(path, findings: ["a value has another type than its column"])
      return
    }
    guard let error = error as? DatabaseError else {
      self = .fault(path, "\(error)")
      return
    }
    let detail = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_FULL: self = .diskFull(path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path, holder: nil)
    case .SQLITE_NOTADB: self = .notAStore(path, because: "it has another format")
    case .SQLITE_CORRUPT: self = .corrupt(path, findings: StoreError.damage(of: file) ?? [detail])
    case .SQLITE_READONLY, .SQLITE_PERM:
      self = .readOnly(path, because: "it or its folder may not be written")
    case .SQLITE_IOERR, .SQLITE_CANTOPEN:
      if freeBytes(besides: file).map({ $0 < 65_536 }) ?? false {
        self = .diskFull(path)
      } else if error.resultCode == .SQLITE_CANTOPEN {
        self = .cannotOpen(path, because: detail)
      } else {
        self = .inputOutput(path, detail)
      }
    case .SQLITE_NOMEM: self = .inputOutput(path, "out of memory")
    default:
      // Our statements fit our tables: either the file is no longer what it was, or we are wrong.
      let findings = StoreError.damage(of: file) ?? []
      let isDamaged = detail.hasPrefix("no such ") || findings != ["ok"]
      self = isDamaged ? .corrupt(path, findings: [detail]) : .fault(path, detail)
    }
  }

  /// What SQLite's own check finds wrong, five lines at most; `nil` where it cannot even start.
  private static func damage(of file: String) -> [String]? {
    var configuration = Configuration()
    configuration.readonly = true
    guard let database = try? DatabaseQueue(path: file, configuration: configuration),
      let findings = try? database.read({ db in
        try String.fetchAll(db, sql: "PRAGMA quick_check(5)")
      })
    else { return nil }
    return findings.flatMap { $0.split(separator: "\n").map(String.init) }.prefix(5).map { $0 }
  }
}

extension StoreError {
  static func busy(_ path: String, holder: StoreHolder?) -> StoreError {
    let who = holder.map { "by \($0)" } ?? "by another program"
    return StoreError(
      .busy, "the store '\(path)' is being written \(who)", path: path,
      hints: ["wait until it has ended, or give another file: --store FILE"])
  }

  static func cannotOpen(_ path: String, because reason: String) -> StoreError {
    StoreError(
      .inputOutput, "cannot open the store '\(path)': \(reason)", path: path,
      hints: ["check the path and its permissions, or give another file: --store FILE"])
  }

  static func inputOutput(_ path: String, _ reason: String) -> StoreError {
    StoreError(
      .inputOutput, "cannot read or write the store '\(path)': \(reason)", path: path,
      hints: [
        "check the disk and its limits (quota, ulimit -f); what was committed is kept"
      ])
  }

  /// What the system said when a file of the store could not be opened or made.
  init(errno code: Int32, path: String) {
    switch code {
    case EACCES, EPERM: self = .readOnly(path, because: "permission denied")
    case EROFS: self = .readOnly(path, because: "the disk is mounted read-only")
    case ENOSPC, EDQUOT: self = .diskFull(path)
    default: self = .cannotOpen(path, because: systemMessage(code))
    }
  }
}

/// The system's text for an error number, in lower case.
func systemMessage(_ code: Int32) -> String {
  guard let text = strerror(code) else { return "error \(code)" }
  let message = String(cString: text)
  return message.prefix(1).lowercased() + message.dropFirst()
}

/// The bytes that a user may still write on the disk of a file.
private func freeBytes(besides file: String) -> UInt64? {
  var answer = statvfs()
  guard statvfs(StoreFile.folder(of: file), &answer) == 0 else { return nil }
  return UInt64(answer.f_bavail) * UInt64(answer.f_frsize)
}
