import Statistics
import Testing

@Suite struct LeastSquaresTests {
  /// Anscombe's first data: slope 0.5000909, intercept 3.0000909, R2 0.6665425.
  @Test func agreesWithPublishedExample() throws {
    let x: [Double] = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    let line = try #require(LeastSquares(x, y))
    #expect(abs(line.slope - 0.500090909) < 1e-8)
    #expect(abs(line.intercept - 3.000090909) < 1e-8)
    #expect(abs(try #require(line.determination) - 0.666542459) < 1e-8)
  }

  @Test func aLineIsExact() throws {
    let line = try #require(LeastSquares([1, 2, 4], [3, 5, 9]))
    #expect(line.slope == 2)
    #expect(line.intercept == 1)
    #expect(line.determination == 1)
  }

  @Test func equalValuesExplainNothing() throws {
    let line = try #require(LeastSquares([1, 2, 3], [7, 7, 7]))
    #expect(line.slope == 0)
    #expect(line.determination == nil)
    #expect(LeastSquares([2, 2], [1, 3]) == nil)
    #expect(LeastSquares([1], [1]) == nil)
    #expect(LeastSquares([1, .infinity], [1, 2]) == nil)
    #expect(LeastSquares([1, 2, 3], [1, 2]) == nil)
  }
}
