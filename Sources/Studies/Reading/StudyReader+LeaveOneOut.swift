import Simulation

// Value definitions that look at the whole of a finished run.

extension StudyReader {
  static let leaveOneOutForm =
    "valence.leave_one_out { \"name\", of = \"kind\", silence = \"phase\", "
    + "function(self, run, without, env) ... end }"

  /// Where an actor is silenced, and for how many actors a world is run.
  func leaveOneOut(_ reader: TableReader, _ kinds: [KindID]) -> ValueDeclaration.LeaveOneOut {
    let sample = reader.node("sample")
    if !sample.isNothing {
      _ = context.wholeNumber(
        sample, "'sample' of \(reader.what)", at: reader.place(of: "sample"), in: 1...2_000_000_000)
    }
    let names = reader.texts("silence")
    if names.isEmpty {
      reader.report(
        "\(reader.what) needs 'silence': the phase in which the actor initiates nothing, a list of "
          + "phases, or \"all\"", hints: [Self.leaveOneOutForm])
    }
    if names == ["all"] { return ValueDeclaration.LeaveOneOut(phases: nil, sample: sample) }
    let phases = names.compactMap { name -> PhaseID? in
      guard let phase = phase(name, reader, at: "silence") else { return nil }
      let declaration = study.phases[phase.rawValue]
      guard let sides = declaration.sides else {
        reader.report(
          "'\(name)' is a rule, in which nobody initiates anything", at: "silence",
          hints: ["silence = \"all\" hides the actor from its peers too, in rules and everywhere"])
        return nil
      }
      for kind in kinds where kind != sides.from {
        reader.report(
          "a \(study.kinds[kind.rawValue].name) initiates nothing in '\(name)': "
            + "it starts from \(study.kinds[sides.from.rawValue].name)", at: "silence")
      }
      return phase
    }
    return ValueDeclaration.LeaveOneOut(phases: phases, sample: sample)
  }

  /// How a definition that compares finished runs adds up over time: it does not.
  func endAlone(_ reader: TableReader) -> ValueSpec.Accounting {
    if let given = reader.text("as"), given != "end" {
      reader.report(
        "\(reader.what) is asked once, after the run: 'as' can only be end, got '\(given)'",
        at: "as")
    }
    return .end
  }

  /// The function that is asked once per finished run for what the definition is given.
  func fit(_ reader: TableReader, _ accounting: ValueSpec.Accounting) -> FunctionReference? {
    guard let fit = reader.function("fit") else { return nil }
    if accounting != .end {
      reader.report(
        "a fit looks at the finished run: \(reader.what) needs as = \"end\"", at: "fit")
    }
    use(fit, .fit, "the fit of \(reader.what)", at: reader.location)
    return fit
  }
}
