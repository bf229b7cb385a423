import Statistics
import Testing

@Suite struct EffectSizeTests {
  /// d_z = t / sqrt(n), and t of the sleep data is -4.062127683382037.
  @Test func standardisedDifference() {
    let differences = zip(Sleep.first, Sleep.second).map { $0 - $1 }
    let expected = -4.062127683382037 / 10.0.squareRoot()
    #expect(isClose(EffectSize.standardised(differences), expected))
    #expect(EffectSize.standardised([2, 2, 2]) == nil)
    #expect(EffectSize.standardised([2]) == nil)
  }

  @Test func superiorityCountsTiesHalf() {
    #expect(EffectSize.superiority([1, 2, 0, -1]) == 0.625)
    #expect(EffectSize.superiority([0, 0]) == 0.5)
    #expect(EffectSize.superiority([]) == nil)
    #expect(EffectSize.superiority([.nan]) == nil)
  }

  @Test func cliffsDeltaIsTheCountOfPairs() {
    #expect(EffectSize.cliffsDelta([1, 2, 3], [2, 3, 4]) == -5.0 / 9)
    var generator = TestGenerator(seed: 5)
    let a = (0..<80).map { _ in (generator.uniform() * 12).rounded() }
    let b = (0..<50).map { _ in (generator.uniform() * 10).rounded() }
    var balance = 0
    for x in a { for y in b { balance += x > y ? 1 : x < y ? -1 : 0 } }
    #expect(EffectSize.cliffsDelta(a, b) == Double(balance) / 4000)
    #expect(EffectSize.cliffsDelta([], b) == nil)
  }
}

@Suite struct MultipleTestingTests {
  @Test func holm() {
    let adjusted = MultipleTesting.holm([0.03, nil, 0.01, 0.05, 0.02, 0.04])
    let expected = [0.09, nil, 0.05, 0.09, 0.08, 0.09]
    for (found, expected) in zip(adjusted, expected) {
      #expect(expected.map { isClose(found, $0) } ?? (found == nil))
    }
    #expect(MultipleTesting.holm([0.6, 0.7]) == [1, 1])
    #expect(MultipleTesting.holm([]) == [])
  }

  /// The example of the paper: four of 15 hypotheses are rejected at 0.05.
  @Test func benjaminiHochberg() throws {
    let p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.0,
    ]
    let adjusted = MultipleTesting.benjaminiHochberg(p + [nil]).dropLast().compactMap(\.self)
    #expect(adjusted.count { $0 <= 0.05 } == 4)
    #expect(isClose(adjusted[3], 0.0095 * 15 / 4))
    #expect(isClose(adjusted[5], 0.0298 * 15 / 7))
    #expect(adjusted == adjusted.sorted())
    #expect(adjusted.last == 1)
  }
}

@Suite struct WelchTestTests {
  /// R, `t.test(extra ~ group, data = sleep)`.
  @Test func agreesWithR() throws {
    let test = try #require(WelchTest(Sleep.first, Sleep.second))
    #expect(abs(test.t - -1.8608134675) < 0.5e-10)
    #expect(abs(test.degrees - 17.7764735) < 0.5e-7)
    #expect(abs(test.pValue - 0.0793941402) < 0.5e-10)
    #expect(abs(test.interval.low - -3.3654832) < 0.5e-7)
    #expect(abs(test.interval.high - 0.2054832) < 0.5e-7)
  }

  @Test func undefined() {
    #expect(WelchTest([1], [2, 3]) == nil)
    #expect(WelchTest([1, 1], [2, 2]) == nil)
    #expect(WelchTest([1, .nan], [2, 3]) == nil)
    #expect(WelchTest([1, 2], [2, 3], level: 0) == nil)
  }
}

@Suite struct VarianceAnalysisTests {
  /// NIST StRD, SiRstv: the resistivity of silicon by five instruments.
  static let resistivity = [
    [196.3052, 196.1240, 196.1890, 196.2569, 196.3403],
    [196.3042, 196.3825, 196.1669, 196.3257, 196.0422],
    [196.1303, 196.2005, 196.2889, 196.0343, 196.1811],
    [196.2795, 196.1748, 196.1494, 196.1485, 195.9885],
    [196.2119, 196.1051, 196.1850, 196.0052, 196.2090],
  ]

  /// The data have seven digits, four of which vary: a double cannot hold more than about twelve of
  /// the certified ones.
  @Test func agreesWithTheCertifiedValues() throws {
    let analysis = try #require(VarianceAnalysis(Self.resistivity))
    #expect(isClose(analysis.f, 1.18046237440255, relative: 1e-12))
    #expect(isClose(analysis.betweenSquares, 5.11462616000000e-02, relative: 1e-12))
    #expect(isClose(analysis.withinSquares, 2.16636560000000e-01, relative: 1e-12))
    #expect(isClose(analysis.etaSquared, 1.90999039051129e-01, relative: 1e-12))
    #expect(isClose(analysis.residualDeviation, 1.04076068334656e-01, relative: 1e-12))
    // SciPy 1.17, `f.sf`.
    #expect(isClose(analysis.pValue, 0.34944749340219294, relative: 1e-11))
    #expect(analysis.betweenDegrees == 4)
    #expect(analysis.withinDegrees == 20)
  }

  /// F of two groups is the square of the pooled t, so both have one p: R, `sleep`, equal variances.
  @Test func twoGroupsAreATTest() throws {
    let analysis = try #require(VarianceAnalysis([Sleep.first, Sleep.second]))
    #expect(isClose(analysis.f, 1.8608134675 * 1.8608134675, relative: 1e-9))
    #expect(
      isClose(
        analysis.pValue,
        try #require(StudentT.twoSidedProbability(t: analysis.f.squareRoot(), degrees: 18)),
        relative: 1e-12))
  }

  @Test func undefined() {
    #expect(VarianceAnalysis([[1, 2]]) == nil)
    #expect(VarianceAnalysis([[1, 1], [2, 2]]) == nil)
    #expect(VarianceAnalysis([[1, 2, 3], []]) == nil)
    #expect(VarianceAnalysis([[1], [2]]) == nil)
  }
}

@Suite struct ConcordanceTests {
  /// Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: W = 12 * 18.5 / (4 * 60 - 2 * 6).
  @Test func tiesShareTheirRank() {
    #expect(isClose(concordance([[10, 20, 20, 40], [1, 2, 3, 4]]), 222.0 / 228))
  }

  @Test func ends() {
    #expect(concordance([[1, 2, 3], [5, 6, 9], [-1, 0, 7]]) == 1)
    #expect(concordance([[1, 2, 3], [3, 2, 1]]) == 0)
    #expect(concordance([[1, 1, 1], [2, 2, 2]]) == nil)
    #expect(concordance([[1, 2, 3]]) == nil)
    #expect(concordance([[1, 2], [1, 2, 3]]) == nil)
    #expect(concordance([[1, .nan], [1, 2]]) == nil)
  }

  /// Without ties W follows from the mean of Spearman's correlations: (1 + (m - 1) r) / m.
  @Test func followsFromSpearman() {
    // Spearman's: 0.8, 0.4 and 0.8.
    let judges: [[Double]] = [[1, 2, 3, 4], [2, 1, 3, 4], [2, 1, 4, 3]]
    var correlations = 0.0
    for (first, second) in [(0, 1), (0, 2), (1, 2)] {
      let squares = zip(judges[first], judges[second]).reduce(0) { sum, pair in
        sum + (pair.0 - pair.1) * (pair.0 - pair.1)
      }
      correlations += 1 - 6 * squares / 60
    }
    #expect(isClose(concordance(judges), (1 + 2 * correlations / 3) / 3))
  }
}
