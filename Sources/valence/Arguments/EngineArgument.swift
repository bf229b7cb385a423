import Diagnostics
import Studies

/// The argument of `--engine`: what executes the functions of a study.
enum EngineArgument {
  private static let names = ["lua", "native"]

  /// - Throws: a `Diagnostic` where no engine of this version has the name, or where the processor
  ///   lacks what the engine needs.
  static func check(_ engine: String?) throws(Diagnostic) {
    if Machine.hasFusedMultiplyAdd == false {
      throw Diagnostic(
        "this processor has no fused multiply-add, which the mathematical functions need",
        class: .environment, hints: ["valence doctor says more"])
    }
    if let engine, !names.contains(engine) {
      throw Diagnostic(
        "there is no engine '\(engine)'", class: .usage,
        hints: [unknownNameHint(engine, among: names, noun: "engines")])
    }
  }

  /// Where machine code comes from; `nil`: everything runs on the interpreter.
  ///
  /// - Parameter waits: whether functions run as machine code from their first row on; so they do
  ///   where `native` is asked for by name.
  /// - Throws: a `Diagnostic` where `native` is asked for by name and is not to be had.
  static func library(_ engine: String?, waits: Bool = false) throws(Diagnostic) -> NativeLibrary? {
    if engine == "lua" { return nil }
    do throws(Diagnostic) {
      return try NativeLibrary(waits: waits || engine == "native")
    } catch {
      if engine == "native" { throw error }
      return nil
    }
  }
}
