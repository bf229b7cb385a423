import GRDB
import Glibc
import Store
import Testing

/// Disks that are full, small or not to be written.
@Suite(.serialized) struct DiskTests {
  /// Whether this process may mount a disk of its own.
  static let canMount: Bool = {
    guard geteuid() == 0, let scratch = try? Scratch() else { return false }
    guard mount("tmpfs", scratch.folder, "tmpfs", 0, "size=64k") == 0 else { return false }
    return umount(scratch.folder) == 0
  }()

  static let isRoot = geteuid() == 0

  @Test(.enabled(if: canMount, "needs the right to mount a small disk"))
  func aFullDiskLosesNothingThatWasCommitted() throws {
    let scratch = try Scratch()
    #expect(mount("tmpfs", scratch.folder, "tmpfs", 0, "size=1m") == 0)
    defer { umount2(scratch.folder, Int32(MNT_DETACH)) }
    let store = try Sample.open(scratch.store)
    var failure: StoreError?
    var last = 0
    while failure == nil, last < 100_000 {
      last += 1
      failure = storeError {
        try store.append(Sample.record(Sample.app, last))
        if last % 50 == 0 { try store.flush() }
      }
    }
    #expect(failure?.code == .diskFull)
    #expect(failure?.hints.isEmpty == false)
    #expect(storeError { try store.flush() }?.code == .diskFull)

    // A reader sees the whole groups before it.
    let reader = try ResultStore(path: scratch.store, access: .readOnly)
    let seen = try reader.replicates(of: Sample.app).map(\.replicate)
    #expect(seen.count >= 50)
    #expect(seen == Array(1..<(seen.count + 1)))
    try reader.close()

    // With room again, the records that waited in memory are committed.
    #expect(mount("tmpfs", scratch.folder, "tmpfs", UInt(MS_REMOUNT), "size=32m") == 0)
    try store.flush()
    #expect(try store.replicates(of: Sample.app).map(\.replicate) == Array(1...last))
    try store.close()
    #expect(try integrity(of: scratch.store) == "ok")
  }

  @Test(.enabled(if: canMount, "needs the right to mount a small disk"))
  func aDiskWithoutRoomForAStore() throws {
    let scratch = try Scratch()
    #expect(mount("tmpfs", scratch.folder, "tmpfs", 0, "size=64k") == 0)
    defer { umount2(scratch.folder, Int32(MNT_DETACH)) }
    run("sh", "-c", "head -c 65536 /dev/zero > \(scratch.path("filler")) 2>/dev/null")
    let error = storeError { try Sample.open(scratch.store).close() }
    #expect(error?.code == .diskFull)
    unlink(scratch.path("filler"))
  }

  @Test(.enabled(if: canMount, "needs the right to mount a small disk"))
  func aReadOnlyDiskCanBeRead() throws {
    let scratch = try Scratch()
    #expect(mount("tmpfs", scratch.folder, "tmpfs", 0, "size=8m") == 0)
    defer { umount2(scratch.folder, Int32(MNT_DETACH)) }
    let store = try Sample.open(scratch.path("a ?#%41.valence"))
    try store.append(Sample.record(Sample.base, 1))
    try store.close()
    let flags = UInt(MS_REMOUNT | MS_RDONLY)
    #expect(mount("tmpfs", scratch.folder, "tmpfs", flags, nil) == 0)
    let path = scratch.path("a ?#%41.valence")
    let reader = try ResultStore(path: path, access: .readOnly)
    #expect(try reader.replicates(of: Sample.base).count == 1)
    try reader.close()
    let error = storeError { _ = try ResultStore(path: path, access: .readWrite) }
    #expect(error?.code == .readOnly)
    #expect(error?.message.contains("read-only") == true)
  }

  /// A limit on the size of files, as `ulimit -f` sets it.
  @Test func aLimitOnFileSizeIsReported() async throws {
    let scratch = try Scratch()
    let path = scratch.store
    await #expect(processExitsWith: .exitCode(42)) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 200_000, rlim_max: 200_000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let error = storeError {
        let store = try Sample.open(path)
        for replicate in 1...20_000 {
          try store.append(Sample.record(Sample.app, replicate))
          if replicate % 50 == 0 { try store.flush() }
        }
      }
      exit(error.map { $0.code == .inputOutput || $0.code == .diskFull } == true ? 42 : 1)
    }
    let reader = try ResultStore(path: path, access: .readOnly)
    let seen = try reader.replicates(of: Sample.app).map(\.replicate)
    #expect(!seen.isEmpty)
    #expect(seen == Array(1..<(seen.count + 1)))
    try reader.close()
    #expect(try integrity(of: path) == "ok")
  }

  /// Permissions bind everybody but root, so a root process becomes nobody first.
  @Test func foldersAndFilesThatMayNotBeWritten() async throws {
    let scratch = try Scratch()
    let folder = scratch.folder
    #expect(chmod(folder, 0o755) == 0)
    let store = try Sample.open(scratch.store)
    try store.append(Sample.record(Sample.base, 1))
    try store.close()
    let locked = scratch.path("locked")
    #expect(mkdir(locked, 0o700) == 0)
    if !DiskTests.isRoot {
      #expect(chmod(folder, 0o555) == 0)
      #expect(chmod(locked, 0) == 0)
    }
    await #expect(processExitsWith: .exitCode(42)) { [folder = folder as String] in
      if geteuid() == 0 { seteuid(65_534) }
      func code(_ name: String, _ access: ResultStore.Access) -> StoreError.Code? {
        storeError { _ = try ResultStore(path: folder + name, access: access, patience: 0) }?.code
      }
      guard code("/new.valence", .readWrite) == .readOnly else { _exit(1) }
      guard code("/results.valence", .readWrite) == .readOnly else { _exit(2) }
      guard code("/locked/results.valence", .readWrite) == .readOnly else { _exit(3) }
      // Reading needs no right to write.
      let reader = try ResultStore(path: folder + "/results.valence", access: .readOnly)
      guard try reader.replicates(of: Sample.base).count == 1 else { _exit(4) }
      _exit(42)
    }
    chmod(folder, 0o755)
    chmod(locked, 0o755)
  }
}
