import CNLopt

/// The lowest point of a function of several numbers, found without derivatives.
///
/// It is a local minimum, and a search may stop short of it where the function is flat or has a
/// kink, so that a result worth publishing is worth a second search from elsewhere.
package struct Minimisation {
  package enum Method: String, CaseIterable, Sendable {
    /// Nelder and Mead's simplex in subspaces of few coordinates, begun anew where it has shrunk:
    /// Subplex (Rowan 1990, "Functional stability analysis of numerical algorithms"). For any
    /// function, also one that has no number in places; the plain simplex sticks at bounds.
    case simplex
    /// Quadratic models of the function, BOBYQA (Powell 2009, DAMTP 2009/NA06): half as many
    /// evaluations for a smooth function of two coordinates or more.
    case quadratic
  }

  package var method = Method.simplex
  /// Where the search begins; at least one coordinate.
  package var start: [Double]
  /// Bounds of each coordinate; they may be infinite, and `start` lies between them.
  package var lower: [Double]
  package var upper: [Double]
  /// The search has converged where its steps are smaller than this, relative to each coordinate.
  package var tolerance: Double
  package var mostEvaluations: Int

  package init(
    start: [Double], lower: [Double], upper: [Double], tolerance: Double, mostEvaluations: Int
  ) {
    self.start = start
    self.lower = lower
    self.upper = upper
    self.tolerance = tolerance
    self.mostEvaluations = mostEvaluations
  }

  package enum Ending: Sendable {
    case converged
    /// There was no evaluation left.
    case exhausted
    /// The method could not go on.
    case failed
  }

  package struct Outcome: Sendable {
    package var point: [Double]
    package var value: Double
    package var evaluations: Int
    package var ending: Ending
  }

  /// Searches.
  ///
  /// - Parameter objective: the function. NaN counts as infinity: there is nothing to find. The first
  ///   error that it throws ends the search.
  package func run(
    _ objective: (_ point: [Double]) throws -> Double
  ) throws -> Outcome {
    try withoutActuallyEscaping(objective) { objective in
      let calls = ObjectiveCalls(objective)
      var point = start
      var value = Double.infinity
      let status = search(calls, &point, &value)
      if let error = calls.error { throw error }
      let ending: Ending =
        switch status {
        case VALENCE_SEARCH_CONVERGED: .converged
        case VALENCE_SEARCH_EXHAUSTED: .exhausted
        default: .failed
        }
      return Outcome(point: point, value: value, evaluations: calls.count, ending: ending)
    }
  }

  private func search(
    _ calls: ObjectiveCalls, _ point: inout [Double], _ value: inout Double
  ) -> Int32 {
    lower.withUnsafeBufferPointer { lower in
      upper.withUnsafeBufferPointer { upper in
        steps.withUnsafeBufferPointer { steps in
          guard let lower = lower.baseAddress, let upper = upper.baseAddress,
            let steps = steps.baseAddress
          else { return VALENCE_SEARCH_FAILED }
          var search = ValenceSearch(
            method: method == .simplex ? VALENCE_SEARCH_SIMPLEX : VALENCE_SEARCH_QUADRATIC,
            count: Int32(start.count), lower: lower, upper: upper, steps: steps,
            tolerance: tolerance, most_evaluations: Int32(clamping: mostEvaluations),
            objective: evaluateObjective, context: Unmanaged.passUnretained(calls).toOpaque())
          return withExtendedLifetime(calls) { valence_minimise(&search, &point, &value) }
        }
      }
    }
  }

  /// The first step along each coordinate: a quarter of it, at least 0.25, and inside the bounds.
  private var steps: [Double] {
    start.indices.map { index in
      let wanted = max(0.25, start[index].magnitude / 4)
      let up = upper[index] - start[index]
      let down = start[index] - lower[index]
      return up >= down ? min(wanted, up) : -min(wanted, down)
    }
  }
}

/// The function, how often it was called, and what it threw.
private final class ObjectiveCalls {
  let objective: ([Double]) throws -> Double
  var count = 0
  var error: (any Error)?

  init(_ objective: @escaping ([Double]) throws -> Double) {
    self.objective = objective
  }
}

/// No error leaves this function: C's frames are above it.
private let evaluateObjective: ValenceObjective = { context, count, point, stop in
  guard let context else { return .infinity }
  let calls = Unmanaged<ObjectiveCalls>.fromOpaque(context).takeUnretainedValue()
  calls.count += 1
  do {
    let value = try calls.objective(
      Array(UnsafeBufferPointer(start: point, count: Int(count))))
    return value.isNaN ? .infinity : value
  } catch {
    calls.error = error
    stop.pointee = true
    return .infinity
  }
}
