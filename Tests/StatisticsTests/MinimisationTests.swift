import Statistics
import Testing

@Suite struct MinimisationTests {
  private struct Stop: Error {}

  private func search(
    _ start: [Double], lower: [Double]? = nil, upper: [Double]? = nil, evaluations: Int = 10_000,
    method: Minimisation.Method = .simplex
  ) -> Minimisation {
    let free = Array(repeating: Double.infinity, count: start.count)
    var search = Minimisation(
      start: start, lower: lower ?? free.map { -$0 }, upper: upper ?? free, tolerance: 1e-9,
      mostEvaluations: evaluations)
    search.method = method
    return search
  }

  /// Rosenbrock's valley, whose lowest point is (1, 1).
  private func rosenbrock(_ p: [Double]) -> Double {
    let (a, b) = (1 - p[0], p[1] - p[0] * p[0])
    return a * a + 100 * b * b
  }

  @Test(arguments: Minimisation.Method.allCases)
  func findsTheBottomOfAValley(method: Minimisation.Method) throws {
    let found = try search([-1.2, 1], method: method).run(rosenbrock)
    #expect(found.ending == .converged)
    #expect(abs(found.point[0] - 1) < 1e-6 && abs(found.point[1] - 1) < 1e-6)
    #expect(found.value == rosenbrock(found.point))
  }

  @Test func findsALowestPointOnALine() throws {
    let found = try search([0]).run { ($0[0] - 3) * ($0[0] - 3) }
    #expect(abs(found.point[0] - 3) < 1e-6)
  }

  @Test(arguments: Minimisation.Method.allCases)
  func keepsToBounds(method: Minimisation.Method) throws {
    let search = search([0.5, 0.5], lower: [0, 0], upper: [0.8, 2], method: method)
    let found = try search.run { point in
      #expect((0...0.8).contains(point[0]) && (0...2).contains(point[1]))
      return rosenbrock(point)
    }
    #expect(abs(found.point[0] - 0.8) < 1e-6 && abs(found.point[1] - 0.64) < 1e-5)
  }

  @Test func needsFewerEvaluationsWithQuadraticModels() throws {
    func bowl(_ p: [Double]) -> Double { 3 * p[0] * p[0] + (p[1] - 2) * (p[1] - 2) + p[0] * p[1] }
    let simplex = try search([5, 5]).run(bowl)
    let quadratic = try search([5, 5], method: .quadratic).run(bowl)
    #expect(quadratic.ending == .converged && abs(quadratic.value - simplex.value) < 1e-12)
    #expect(quadratic.evaluations < simplex.evaluations)
  }

  @Test func walksAroundWhereThereIsNoNumber() throws {
    let found = try search([1]).run { $0[0] > 0.2 ? $0[0] * $0[0] : .nan }
    #expect(abs(found.point[0] - 0.2) < 1e-6)
  }

  @Test func saysWhenNoEvaluationIsLeft() throws {
    let found = try search([-1.2, 1], evaluations: 20).run(rosenbrock)
    #expect(found.ending == .exhausted)
    #expect(found.evaluations == 20)
  }

  @Test(arguments: Minimisation.Method.allCases)
  func endsWithTheFirstError(method: Minimisation.Method) throws {
    var calls = 0
    #expect(throws: Stop.self) {
      try search([0, 0], method: method).run { _ in
        calls += 1
        if calls == 5 { throw Stop() }
        return Double(-calls)
      }
    }
    #expect(calls == 5)
  }
}
