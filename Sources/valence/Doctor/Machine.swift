import Glibc
import Studies

/// What this machine is, as far as results and speed depend on it.
enum Machine {
  /// The system and the kind of processor: `Linux 6.1.0 on x86_64`.
  static var system: String {
    var names = utsname()
    uname(&names)
    return "\(text(names.sysname)) \(text(names.release)) on \(text(names.machine))"
  }

  /// The distribution's own name, where it says one.
  static var distribution: String? {
    let bytes = (try? FilePath.read("/etc/os-release", atMost: 1 << 16)) ?? []
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let line = lines.first { $0.hasPrefix("PRETTY_NAME=") }
    return line.map { String($0.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" }) }
  }

  /// Bytes of memory: all, and free for use now.
  static var memory: (total: Int, available: Int) {
    let page = sysconf(Int32(_SC_PAGESIZE))
    let total = sysconf(Int32(_SC_PHYS_PAGES)) * page
    let bytes = (try? FilePath.read("/proc/meminfo", atMost: 1 << 16)) ?? []
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let line = lines.first { $0.hasPrefix("MemAvailable:") }
    let kilobytes = line.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) }
    return (total, kilobytes.map { $0 * 1024 } ?? sysconf(Int32(_SC_AVPHYS_PAGES)) * page)
  }

  /// The features of the first processor; `nil` where the system does not list them.
  static var processorFeatures: Set<Substring>? {
    let bytes = (try? FilePath.read("/proc/cpuinfo", atMost: 1 << 14)) ?? []
    let text = String(decoding: bytes, as: UTF8.self)
    let line = text.split(separator: "\n").first {
      $0.hasPrefix("flags") || $0.hasPrefix("Features")
    }
    return line.flatMap { $0.split(separator: ":").dropFirst().first }
      .map { Set($0.split(separator: " ")) }
  }

  /// Whether the processor has fused multiply-add, which the mathematical functions use.
  ///
  /// `nil` where it cannot be found out. Every 64-bit ARM has it.
  static var hasFusedMultiplyAdd: Bool? {
    #if arch(arm64)
      true
    #else
      processorFeatures.map { $0.contains("fma") }
    #endif
  }

  private static func text<Tuple>(_ field: Tuple) -> String {
    withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
