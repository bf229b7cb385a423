internal import Glibc
internal import Synchronization

/// The process that is writing a store, as far as it said so.
package struct StoreHolder: Hashable, Sendable, CustomStringConvertible {
  package var process: Int
  package var host: String
  package var command: String

  package var description: String { "process \(process) on \(host) (\(command))" }

  static var current: StoreHolder {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let words = CommandLine.arguments.prefix(8).joined(separator: " ")
    let command = String(words.prefix(160).map { $0.isNewline ? " " : $0 })
    return StoreHolder(process: Int(getpid()), host: host, command: command)
  }
}

/// The right to write a store: a lock of the system on `<store>.lock`.
///
/// The system drops the lock with the process, however it ends, so nothing has to be cleaned up
/// after a kill. The file is removed by its holder on release; whoever gets the lock of a file that
/// is no longer the one at that path tries again, so that two processes never hold two files.
final class StoreLock: Sendable {
  private let path: String
  private let descriptor: Mutex<Int32?>

  private static let heading = "valence store lock"
  /// Milliseconds between two tries.
  private static let pause = 25

  /// Waits for the lock.
  ///
  /// - Parameters:
  ///   - patience: how many seconds to wait.
  ///   - waiting: called once with the holder before the first wait.
  /// - Throws: `.busy` with the holder where `patience` was not enough.
  init(
    beside store: StoreFile, patience: Double, waiting: (StoreHolder?) -> Void
  ) throws(StoreError) {
    path = store.path + ".lock"
    var remaining = Int(patience * 1000)
    var announced = false
    while true {
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard file >= 0 else { throw StoreError(errno: errno, path: store.shown) }
      if flock(file, LOCK_EX | LOCK_NB) == 0 {
        guard StoreLock.isCurrent(file, at: path) else {
          close(file)
          continue
        }
        guard StoreLock.sign(file) else {
          close(file)
          throw .cannotOpen(
            store.shown, because: "'\(store.shown).lock' is in the way and is not a lock of Valence"
          )
        }
        descriptor = Mutex(file)
        return
      }
      let reason = errno
      let holder = StoreLock.holder(file)
      close(file)
      guard reason == EWOULDBLOCK || reason == EINTR else {
        throw StoreError(errno: reason, path: store.shown)
      }
      guard remaining > 0 else { throw .busy(store.shown, holder: holder) }
      if !announced { waiting(holder) }
      announced = true
      usleep(UInt32(StoreLock.pause) * 1000)
      remaining -= StoreLock.pause
    }
  }

  deinit { release() }

  /// Removes the file, then lets go; a second call does nothing.
  func release() {
    descriptor.withLock { file in
      guard let held = file else { return }
      unlink(path)
      close(held)
      file = nil
    }
  }

  private static func isCurrent(_ file: Int32, at path: String) -> Bool {
    var mine = stat()
    var present = stat()
    return fstat(file, &mine) == 0 && stat(path, &present) == 0
      && mine.st_ino == present.st_ino && mine.st_dev == present.st_dev
  }

  /// Writes who holds the lock; false where the file holds something else already.
  ///
  /// That the note cannot be written, on a full disk, is no failure: the lock holds without it.
  private static func sign(_ file: Int32) -> Bool {
    let content = text(file)
    guard content.isEmpty || content.hasPrefix(heading) else { return false }
    let holder = StoreHolder.current
    let note = "\(heading)\n\(holder.process)\n\(holder.host)\n\(holder.command)\n"
    if ftruncate(file, 0) == 0 {
      _ = note.utf8.withContiguousStorageIfAvailable { pwrite(file, $0.baseAddress, $0.count, 0) }
    }
    return true
  }

  private static func holder(_ file: Int32) -> StoreHolder? {
    let lines = text(file).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 4, lines[0] == heading, let process = Int(lines[1]) else { return nil }
    return StoreHolder(process: process, host: String(lines[2]), command: String(lines[3]))
  }

  private static func text(_ file: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = pread(file, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
