import Compiler
package import Diagnostics
import IR
package import Simulation

/// What executes a function of a study in one of its uses, and why.
package struct Explanation: Sendable {
  /// As messages call it: "rule 'adopt'".
  package var name: String
  package var location: SourceLocation?
  package var isNative: Bool
  /// Why it stays on the interpreter, and the place that is to blame.
  package var reason: String?
  package var place: SourceLocation?
  /// In which stages its rows run: "rows one by one", "vectors", ...
  package var form: String?
  /// Its intermediate form.
  package var text: String?
  /// The position of the function in the study, and its use.
  package var function: Int
}

extension NativeEngine {
  /// What executes each function of the study, in the order in which the study is read.
  package func explanations(of model: Model) -> [Explanation] {
    prepare(model)
    var result: [Explanation] = []
    for (index, uses) in lua.study.uses.enumerated() {
      for use in uses { result.append(explanation(of: index, use)) }
    }
    return result
  }

  private func explanation(of index: Int, _ use: FunctionUse) -> Explanation {
    var explanation = Explanation(
      name: use.name, location: use.location, isNative: false, function: index)
    if let reason = use.role.interpretedReason {
      explanation.reason = reason
      return explanation
    }
    guard let role = FunctionRole(use.role, readsTwin: lua.study.facts[index].readsTwin) else {
      explanation.reason = "nothing of the study uses it"
      return explanation
    }
    if case .measure = role,
      !lua.study.measures.allSatisfy({ $0.function.index != index || $0.isPlain })
    {
      explanation.reason = "it is asked by lenses or levels"
      return explanation
    }
    switch state(of: index, role: role) {
    case .refused(let refusal):
      explanation.reason = refusal.reason
      explanation.place = refusal.line.map {
        SourceLocation(file: refusal.file ?? lua.study.source.path, line: $0)
      }
    case .ready(let function):
      let native = function.counting ?? function
      var isListed = false
      if case .perActor = role { isListed = true }
      _ = native.code(isListed: isListed)
      if let failure = native.failure {
        explanation.reason = failure.message
      } else {
        explanation.isNative = true
      }
      explanation.form = native.kernel.form
      explanation.text = IRWriter.text(of: native.kernel)
    }
    return explanation
  }
}

extension FunctionRole {
  /// - Parameter readsTwin: whether a function of a finished run has a twin to look at.
  /// - Returns: `nil` for a function that the study has no use for.
  init?(_ role: FunctionUse.Role, readsTwin: Bool) {
    switch role {
    case .rule(let phase): self = .rule(phase: phase.rawValue)
    case .encounter(let phase): self = .encounter(phase: phase.rawValue)
    case .presence(let phase): self = .presence(phase: phase.rawValue)
    case .value(let kind): self = .value(kind: kind.rawValue)
    case .initial(let kind, let field):
      self = .initial(kind: kind.rawValue, field: field.rawValue)
    case .pick(let phase): self = .pick(phase: phase.rawValue)
    case .when(let phase): self = .when(phase: phase.rawValue)
    case .world: self = .world
    case .fold(let phase, let names): self = .fold(phase: phase.rawValue, kept: names)
    case .measure(let results, let kept):
      self = .measure(results: results, kept: kept, hasTwin: readsTwin)
    case .perActor(let kind, let results):
      self = .perActor(kind: kind.rawValue, results: results, hasTwin: readsTwin)
    case .unread, .fit, .fitted, .counterfactual, .section: return nil
    }
  }
}

extension IRKernel {
  /// In words how its rows run.
  fileprivate var form: String {
    var parts: [String] = []
    for (index, stage) in stages.enumerated() {
      if stage.isCompacted {
        parts.append("vectors of those that go on")
      } else if stage.isVector {
        parts.append("vectors")
      } else if stages.count == 1 {
        parts.append(isSerial ? "rows in order" : "rows one by one")
      } else {
        parts.append(index == 0 ? "loops" : "effects in order")
      }
    }
    return parts.joined(separator: ", then ")
  }
}

extension LuaEngine {
  /// The same where there is no machine code at all.
  package func explanations(reason: String) -> [Explanation] {
    study.uses.enumerated().flatMap { index, uses in
      uses.map { use in
        Explanation(
          name: use.name, location: use.location, isNative: false, reason: reason,
          function: index)
      }
    }
  }
}
