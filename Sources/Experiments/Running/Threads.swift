internal import Glibc

/// Threads that are started together and waited for.
package final class Threads {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Lua's own recursion is bounded; this leaves room for it on every machine.
  private static let stackBytes = 16 << 20

  private var handles: [pthread_t] = []
  private let signal = Signal()

  package init() {}

  /// - Returns: whether the system gave a thread.
  package func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    pthread_attr_init(attributes)
    defer {
      pthread_attr_destroy(attributes)
      attributes.deallocate()
    }
    pthread_attr_setstacksize(attributes, Self.stackBytes)
    let signal = self.signal
    let boxed = Unmanaged.passRetained(
      Body {
        Self.pinFloatingPoint()
        body()
        signal.post()
      })
    var handle: pthread_t = 0
    let status = pthread_create(
      &handle, attributes,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, boxed.toOpaque())
    guard status == 0 else {
      boxed.release()
      return false
    }
    handles.append(handle)
    return true
  }

  /// Waits until all threads have ended.
  ///
  /// - Parameters:
  ///   - interval: how often `onTick` is called meanwhile, in seconds.
  package func join(every interval: Double, onTick: () -> Void) {
    while !signal.wait(for: handles.count, seconds: interval) { onTick() }
    for handle in handles { pthread_join(handle, nil) }
    handles = []
  }

  /// Rounding to nearest, no flushing of small numbers: a library that was loaded may have changed
  /// what new threads start with.
  private static func pinFloatingPoint() {
    // FE_DFL_ENV, which the importer cannot express.
    if let standard = UnsafePointer<fenv_t>(bitPattern: -1) { fesetenv(standard) }
  }
}

/// Counts the threads that have ended.
///
/// Safe to share: the count is touched under the mutex only, and the memory lives as long as the
/// last thread that holds the object.
private final class Signal: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var count = 0

  init() {
    pthread_mutex_init(mutex, nil)
    let attributes = UnsafeMutablePointer<pthread_condattr_t>.allocate(capacity: 1)
    pthread_condattr_init(attributes)
    pthread_condattr_setclock(attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, attributes)
    pthread_condattr_destroy(attributes)
    attributes.deallocate()
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func post() {
    pthread_mutex_lock(mutex)
    count += 1
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// - Returns: whether `wanted` threads have ended.
  func wait(for wanted: Int, seconds: Double) -> Bool {
    let end = MonotonicClock.nanoseconds + UInt64(seconds * 1e9)
    var time = timespec(
      tv_sec: Int(end / 1_000_000_000), tv_nsec: Int(end % 1_000_000_000))
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while count < wanted {
      if pthread_cond_timedwait(condition, mutex, &time) == ETIMEDOUT { break }
    }
    return count >= wanted
  }
}
