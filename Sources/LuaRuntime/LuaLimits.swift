/// What a script may use up before it is stopped; a script cannot catch that.
package struct LuaLimits: Sendable, Hashable {
  /// Bytes that all values of the state may hold together.
  ///
  /// One string holds 64 MiB at most.
  package var memoryBytes: Int
  /// Instructions of one call from outside, nested calls included.
  ///
  /// Work of library functions that grows with their input counts too. In rows, each row has the
  /// whole budget. A script without such work stops after exactly this many; else the stop comes at
  /// most 1,000 instructions late, at the same place each time.
  package var instructions: Int64
  /// When everything stops, in nanoseconds of the monotonic clock.
  package var deadline: UInt64?

  package init(
    memoryBytes: Int = 1 << 30, instructions: Int64 = 50_000_000, deadline: UInt64? = nil
  ) {
    self.memoryBytes = memoryBytes
    self.instructions = instructions
    self.deadline = deadline
  }
}
