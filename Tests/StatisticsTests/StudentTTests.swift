import Statistics
import Testing

@Suite struct StudentTTests {
  /// Two-sided critical values as printed in the tables of every textbook.
  @Test(arguments: [
    (1, 0.95, 12.706), (2, 0.95, 4.303), (5, 0.9, 2.015), (9, 0.95, 2.262), (10, 0.99, 3.169),
    (30, 0.95, 2.042), (60, 0.99, 2.660), (120, 0.95, 1.980), (1_000_000_000, 0.95, 1.960),
  ])
  func tables(degrees: Int, level: Double, expected: Double) throws {
    let critical = try #require(StudentT.criticalValue(level: level, degrees: degrees))
    #expect(abs(critical - expected) <= 0.0005)
  }

  /// Against SciPy 1.17.
  @Test(arguments: [
    (1, 0.5, 1.0000000000000002),
    (1, 0.95, 12.706204736174694),
    (1, 0.999999, 636619.7723487513),
    (2, 0.5, 0.8164965809277261),
    (2, 0.95, 4.302652729749462),
    (2, 0.999999, 999.9992499854659),
    (3, 0.5, 0.7648923284043444),
    (3, 0.95, 3.1824463052837078),
    (3, 0.999999, 130.1545895571102),
    (9, 0.5, 0.7027221467513264),
    (9, 0.95, 2.262157162798205),
    (9, 0.999999, 11.636782027289474),
    (29, 0.5, 0.6830438608216131),
    (29, 0.95, 2.045229642132703),
    (29, 0.999999, 6.170056101408302),
    (99, 0.5, 0.6769759855461531),
    (99, 0.95, 1.9842169515864174),
    (99, 0.999999, 5.217164206642669),
    (1000, 0.5, 0.6747351646070093),
    (1000, 0.95, 1.9623390808264083),
    (1000, 0.999999, 4.922289523423825),
    (100000, 0.5, 0.674492203553292),
    (100000, 0.95, 1.9599877075346095),
    (100000, 0.999999, 4.891943340709452),
  ])
  func criticalValues(degrees: Int, level: Double, expected: Double) {
    #expect(
      isClose(StudentT.criticalValue(level: level, degrees: degrees), expected, relative: 1e-9))
  }

  /// Against SciPy 1.17.
  @Test(arguments: [
    (0.0, 5, 1.0),
    (1.0, 1, 0.5000000000000001),
    (2.5, 4, 0.06676654481198814),
    (-4.062127683, 9, 0.0028328901990077346),
    (10.0, 30, 4.575251408229618e-11),
    (40.0, 99, 6.385085160287251e-63),
    (1e-09, 3, 0.9999999992648948),
    (100000.0, 2, 9.999999998500001e-11),
  ])
  func probabilities(t: Double, degrees: Int, expected: Double) {
    #expect(
      isClose(StudentT.twoSidedProbability(t: t, degrees: degrees), expected, relative: 1e-9))
  }

  @Test func probabilityOfACriticalValueIsItsLevel() throws {
    for degrees in [1, 2, 3, 7, 40, 400, 12_345] {
      for level in [0.001, 0.5, 0.8, 0.95, 0.9999] {
        let t = try #require(StudentT.criticalValue(level: level, degrees: degrees))
        let p = StudentT.twoSidedProbability(t: t, degrees: degrees)
        #expect(isClose(p, 1 - level, relative: 1e-9))
      }
    }
  }

  @Test func outsideTheDomain() {
    for level in [0, 1, -0.1, 1.5, .nan] {
      #expect(StudentT.criticalValue(level: level, degrees: 5) == nil)
    }
    #expect(StudentT.criticalValue(level: 0.95, degrees: 0) == nil)
    #expect(StudentT.twoSidedProbability(t: .nan, degrees: 5) == nil)
    #expect(StudentT.twoSidedProbability(t: .infinity, degrees: 5) == nil)
    #expect(StudentT.twoSidedProbability(t: 1, degrees: 0) == nil)
  }
}
