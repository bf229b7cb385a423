import Glibc
import Testing

@testable import Compiler

/// Objects on disk: found again, never believed when damaged, and not too many of them.
@Suite final class ObjectCacheTests {
  private let folder: String

  init() throws {
    var name = Array("/tmp/valence-cache-XXXXXX".utf8CString)
    try #require(mkdtemp(&name) != nil)
    folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in names() { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  private func names() -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// Says that an object was last used some seconds after the year 2000 began.
  private func setTime(_ key: String, _ second: Int) {
    let time = timespec(tv_sec: 946_684_800 + second, tv_nsec: 0)
    utimensat(AT_FDCWD, "\(folder)/\(key).o", [time, time], 0)
  }

  @Test func findsWhatWasWritten() {
    let cache = ObjectCache(folder)
    #expect(cache.read("a") == nil)
    cache.write([1, 2, 3], "a")
    #expect(cache.read("a") == [1, 2, 3])
    cache.write([4], "a")
    #expect(cache.read("a") == [4])
    #expect(names() == ["a.o"])
  }

  @Test(arguments: [0, 10, 31, 32, 33, 40]) func doesNotBelieveWhatWasCut(_ length: Int) {
    let cache = ObjectCache(folder)
    cache.write(Array(0..<100), "a")
    truncate("\(folder)/a.o", length)
    #expect(cache.read("a") == nil)
  }

  @Test func removesTheLongestUnusedFirst() {
    var cache = ObjectCache(folder)
    cache.maximumFiles = 16
    for number in 0..<16 {
      cache.write([UInt8(number)], "k\(number)")
      setTime("k\(number)", number)
    }
    #expect(names().count == 16)
    setTime("k0", 1000)
    cache.write([99], "new")
    // An eighth of room, so that the next objects fit in.
    #expect(names().count == 14)
    #expect(cache.read("new") == [99])
    #expect(cache.read("k0") == [0])
    #expect(cache.read("k1") == nil && cache.read("k2") == nil && cache.read("k3") == nil)
    #expect(cache.read("k4") == [4])
  }

  @Test func keepsWithinItsBytes() {
    var cache = ObjectCache(folder)
    cache.maximumBytes = 8000
    for number in 0..<20 {
      cache.write([UInt8](repeating: 7, count: 1000), "k\(number)")
      setTime("k\(number)", number)
    }
    #expect((6...7).contains(names().count))
    #expect(cache.read("k19") != nil && cache.read("k0") == nil)
  }

  @Test func removesWhatWasLeftHalfWritten() {
    var cache = ObjectCache(folder)
    cache.maximumFiles = 2
    let left = fopen("\(folder)/k.o.abcdef", "w")
    if let left { fclose(left) }
    let time = timespec(tv_sec: 1, tv_nsec: 0)
    utimensat(AT_FDCWD, "\(folder)/k.o.abcdef", [time, time], 0)
    cache.write([1], "a")
    cache.write([2], "b")
    #expect(!names().contains("k.o.abcdef"))
  }

  @Test func sharesItsFolder() {
    var cache = ObjectCache(folder)
    cache.maximumFiles = 20
    let shared = cache
    withoutActuallyEscaping({ (part: Int) in
      for number in 0..<100 {
        let key = "k\((number * 7 + part) % 40)"
        shared.write(Array(key.utf8), key)
        if let known = shared.read("k\(number % 40)") {
          #expect(known == Array("k\(number % 40)".utf8))
        }
      }
    }) { body in
      var threads: [pthread_t] = []
      for part in 0..<4 {
        let work = Unmanaged.passRetained(Work { body(part) })
        var thread = pthread_t()
        pthread_create(
          &thread, nil,
          { context in
            guard let context else { return nil }
            Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
            return nil
          }, work.toOpaque())
        threads.append(thread)
      }
      for thread in threads { pthread_join(thread, nil) }
    }
    #expect(names().count <= 20)
    #expect(names().allSatisfy { $0.hasSuffix(".o") })
  }

  @Test func doesWithoutAFolder() {
    let cache = ObjectCache("/proc/nowhere/at/all")
    cache.write([1], "a")
    #expect(cache.read("a") == nil)
  }
}

private final class Work {
  let body: () -> Void
  init(_ body: @escaping () -> Void) { self.body = body }
}
