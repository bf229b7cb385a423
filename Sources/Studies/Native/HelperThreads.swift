import Glibc
import Synchronization

/// Threads that run parts of an engine's calls beside its own thread, for as long as it lives.
///
/// Calls follow each other within microseconds: a helper looks for the next one for a while before
/// it sleeps, because to wake it takes longer than many calls do.
///
/// Safe to share: a body is set before helpers see that there is a new one, and taken away when all
/// of them have finished it.
final class HelperThreads: @unchecked Sendable {
  /// What helpers and their owner share; it lives as long as the last of them.
  private final class Work: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let given = Atomic(0)
    private let unfinished = Atomic(0)
    private var body: ((Int) -> Void)?
    private var parts = 0

    init() {
      pthread_mutex_init(mutex, nil)
      pthread_cond_init(condition, nil)
    }

    deinit {
      pthread_cond_destroy(condition)
      pthread_mutex_destroy(mutex)
      condition.deallocate()
      mutex.deallocate()
    }

    /// - Parameter body: `nil` lets the helpers end.
    func give(_ parts: Int, to helpers: Int, _ body: ((Int) -> Void)?) {
      self.body = body
      self.parts = parts
      unfinished.store(helpers, ordering: .relaxed)
      pthread_mutex_lock(mutex)
      given.add(1, ordering: .releasing)
      pthread_cond_broadcast(condition)
      pthread_mutex_unlock(mutex)
    }

    func waitUntilFinished() {
      while unfinished.load(ordering: .acquiring) > 0 { sched_yield() }
      body = nil
    }

    /// The life of the helper that runs part `index` of every call.
    func help(_ index: Int) {
      var seen = 0
      while true {
        waitForMore(than: seen)
        seen += 1
        guard run(index) else { return }
        unfinished.subtract(1, ordering: .releasing)
      }
    }

    /// Not inlined, so that its hold on the body has ended when it returns: the caller's body may not
    /// outlive the call.
    ///
    /// - Returns: whether there was a body.
    @inline(never)
    private func run(_ index: Int) -> Bool {
      guard let body else { return false }
      if index < parts { body(index) }
      return true
    }

    private func waitForMore(than seen: Int) {
      for _ in 0..<5_000 {
        if given.load(ordering: .acquiring) > seen { return }
        sched_yield()
      }
      pthread_mutex_lock(mutex)
      while given.load(ordering: .acquiring) == seen { pthread_cond_wait(condition, mutex) }
      pthread_mutex_unlock(mutex)
    }
  }

  private final class Helper {
    let work: Work
    let index: Int

    init(_ work: Work, _ index: Int) {
      self.work = work
      self.index = index
    }
  }

  private let work = Work()
  /// How many the system gave.
  private var count = 0

  /// - Parameter wanted: threads beside the caller's.
  init(_ wanted: Int) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    for index in 1..<(wanted + 1) {
      let helper = Unmanaged.passRetained(Helper(work, index))
      var thread = pthread_t()
      let status = pthread_create(
        &thread, &attributes,
        { context in
          guard let context else { return nil }
          let helper = Unmanaged<Helper>.fromOpaque(context).takeRetainedValue()
          helper.work.help(helper.index)
          return nil
        }, helper.toOpaque())
      if status != 0 {
        helper.release()
        break
      }
      count += 1
    }
  }

  deinit { work.give(0, to: 0, nil) }

  /// Runs a body for every part, the first one and those that find no helper on this thread, and
  /// waits for all of them.
  func run(_ parts: [Range<Int>], _ body: (Int, Range<Int>) -> Void) {
    guard count > 0, parts.count > 1 else {
      for (index, part) in parts.enumerated() { body(index, part) }
      return
    }
    withoutActuallyEscaping(body) { body in
      work.give(parts.count, to: count) { body($0, parts[$0]) }
      body(0, parts[0])
      for index in parts.indices.dropFirst(count + 1) { body(index, parts[index]) }
      work.waitUntilFinished()
    }
  }
}
