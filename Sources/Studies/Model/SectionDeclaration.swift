package import Diagnostics
package import Simulation

/// A part of the report that the study makes itself, of all replicates.
package struct SectionDeclaration: Sendable {
  package var name: String
  package var location: SourceLocation?
  package var function: FunctionReference
}

/// A number per actor of a kind, kept of every replicate for a section.
package struct ProfileDeclaration: Sendable {
  package var name: String
  package var location: SourceLocation?
  package var kind: KindID
  package var function: FunctionReference
  /// The section that needs it, by position.
  package var section: Int
}

extension Study {
  /// What decides the numbers of a profile, given the runs.
  package func canonicalText(ofProfile index: Int) -> String {
    let profile = profiles[index]
    return "\(kinds[profile.kind.rawValue].name)\n\(digests[profile.function.index])"
  }
}
