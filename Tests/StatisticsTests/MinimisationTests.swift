import Statistics
import Testing

@Suite struct MinimisationTests {
  private struct Stop: Error {}

  private func search(
    _ start: [Double], lower: [Double]? = nil, upper: [Double]? = nil, evaluations: Int = 10_000
  ) -> Minimisation {
    let free = Array(repeating: Double.infinity, count: start.count)
    return Minimisation(
      start: start, lower: lower ?? free.map { -$0 }, upper: upper ?? free, tolerance: 1e-9,
      mostEvaluations: evaluations)
  }

  /// Rosenbrock's valley, whose lowest point is (1, 1).
  private func rosenbrock(_ p: [Double]) -> Double {
    let (a, b) = (1 - p[0], p[1] - p[0] * p[0])
    return a * a + 100 * b * b
  }

  @Test func findsTheBottomOfAValley() throws {
    let found = try search([-1.2, 1]).run(rosenbrock)
    #expect(found.ending == .converged)
    #expect(abs(found.point[0] - 1) < 1e-6 && abs(found.point[1] - 1) < 1e-6)
    #expect(found.value == rosenbrock(found.point))
  }

  @Test func findsALowestPointOnALine() throws {
    let found = try search([0]).run { ($0[0] - 3) * ($0[0] - 3) }
    #expect(abs(found.point[0] - 3) < 1e-6)
  }

  @Test func keepsToBounds() throws {
    let found = try search([0.5, 0.5], lower: [0, 0], upper: [0.8, 2]).run { point in
      #expect((0...0.8).contains(point[0]) && (0...2).contains(point[1]))
      return rosenbrock(point)
    }
    #expect(abs(found.point[0] - 0.8) < 1e-6 && abs(found.point[1] - 0.64) < 1e-5)
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

  @Test func endsWithTheFirstError() throws {
    var calls = 0
    #expect(throws: Stop.self) {
      try search([0, 0]).run { _ in
        calls += 1
        if calls == 5 { throw Stop() }
        return Double(-calls)
      }
    }
    #expect(calls == 5)
  }
}
