package import Diagnostics
import LuaRuntime
package import Simulation

extension LuaEngine {
  /// Asks every actor of a kind for a number of a finished run.
  ///
  /// - Parameter native: an engine that may have machine code for it.
  /// - Returns: by actor, all who ever were numbered; NaN where there is none.
  package func profile(
    _ index: Int, run: World, twin: World?, parameters: [String: ParameterValue],
    twinParameters: [String: ParameterValue]?, native: NativeEngine? = nil
  ) throws(DiagnosticList) -> [Double] {
    let declaration = study.profiles[index]
    let question = Question(
      function: declaration.function.index, results: 1, kind: declaration.kind, run: run,
      twin: twin, parameters: parameters, twinParameters: twinParameters)
    do throws(LuaError) {
      var numbers = Array(repeating: Double.nan, count: run.count(declaration.kind))
      let answers = try self.answers(to: question, native: native)
      for (actor, answer) in zip(answers.actors, answers.cells) {
        switch answer {
        case .number(let number): numbers[Int(actor)] = number.isFinite ? number : .nan
        case .boolean(let value): numbers[Int(actor)] = value ? 1 : 0
        case .nothing, .undefined: continue
        case .text, .other:
          let kind = study.kinds[declaration.kind.rawValue].name
          throw LuaError(
            .runtime,
            "profile '\(declaration.name)' must return a number, valence.undefined(reason) or "
              + "nothing for each \(kind)")
        }
      }
      return numbers
    } catch {
      throw DiagnosticList([
        error.placed(at: declaration.location).diagnostic(source: study.source)
      ])
    }
  }
}
