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
    #expect(line.residualDeviation == 0)
    #expect(try #require(LeastSquares([1, 2], [3, 5])).slopeError == nil)
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

  /// NIST StRD, Norris: ozone monitors, 36 readings as y and x.
  @Test func agreesWithTheCertifiedValues() throws {
    let x = [
      0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5,
      666.9, 338.0, 447.5, 11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2,
      999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5,
    ]
    let y = [
      0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1,
      668.8, 339.3, 448.9, 10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0,
      998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2,
    ]
    let line = try #require(LeastSquares(x, y))
    #expect(isClose(line.intercept, -0.262323073774029, relative: 1e-12))
    #expect(isClose(line.slope, 1.00211681802045, relative: 1e-14))
    #expect(isClose(line.interceptError, 0.232818234301152, relative: 1e-12))
    #expect(isClose(line.slopeError, 0.429796848199937e-03, relative: 1e-12))
    #expect(isClose(line.residualDeviation, 0.884796396144373, relative: 1e-12))
    #expect(isClose(line.determination, 0.999993745883712, relative: 1e-14))
  }
}
