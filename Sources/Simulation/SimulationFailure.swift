package import Diagnostics

/// A run that ended before its time: what is wrong, and where in the world it happened.
package struct SimulationFailure: Error, Sendable {
  package var diagnostic: Diagnostic
  /// The phase, value definition, series or field that was being computed.
  package var phase: String?
  /// 0 while the world is made.
  package var step: Int
  package var kind: String?
  /// The acting actor, counted from 1 as users see it.
  package var actor: Int?
  package var partner: Int?
  /// Stopped from outside (wall clock, signal): the replicate runs again.
  package var isInterrupted: Bool
  /// How much of the run was over when it was interrupted, from 0 to 1, as far as that can be told.
  package var progress = 0.0

  package init(
    _ diagnostic: Diagnostic, phase: String? = nil, step: Int, kind: String? = nil,
    actor: Int? = nil, partner: Int? = nil, isInterrupted: Bool = false
  ) {
    self.diagnostic = diagnostic
    self.phase = phase
    self.step = step
    self.kind = kind
    self.actor = actor
    self.partner = partner
    self.isInterrupted = isInterrupted
  }
}
