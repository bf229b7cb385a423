import Glibc
import Statistics
import Testing

/// Models whose answers are known.
///
/// `VALENCE_FULL=1` runs them at full size.
@Suite struct KnownAnswerTests {
  private static let isFull = getenv("VALENCE_FULL") != nil

  /// Expects the mean of replicates at the truth: a false alarm comes once in a million times.
  ///
  /// - Parameter bias: how far a finite world's mean may lie from the limit.
  private func expectMean(
    _ values: [Double], _ truth: Double, bias: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let mean = values.reduce(0, +) / Double(values.count)
    let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    let limit = try #require(
      StudentT.criticalValue(level: 1 - 1e-6, degrees: values.count - 1))
    let tolerance = limit * (square / Double(values.count)).squareRoot() + bias
    #expect(
      abs(mean - truth) <= tolerance, "mean \(mean), truth \(truth), tolerance \(tolerance)",
      sourceLocation: sourceLocation)
  }

  @Test func `Bass as agents follows its discrete recursion`() throws {
    let count = Self.isFull ? 20_000 : 3_000
    let bench = try Bench(
      entries: """
        seed = 1969, steps = 15, parameters = { p = 0.03, q = 0.38 },
        actors = { buyer = { count = \(count), fields = { adopted = false } } },
        phases = { valence.rule { "adopt", of = "buyer", function(self, env)
          if self.adopted then return end
          if env:chance(env.p + env.q * env:mean("buyer", "adopted")) then self.adopted = true end
        end } },
        series = { valence.series { "share", function(env) return env:mean("buyer", "adopted") end } },
        """)
    var shares: [[Double]] = Array(repeating: [], count: 15)
    for replicate in UInt64(1)...(Self.isFull ? 30 : 16) {
      for (step, share) in try bench.run(replicate: replicate).series("share").enumerated() {
        shares[step].append(share)
      }
    }
    var share = 0.0
    for step in 0..<15 {
      share += (1 - share) * (0.03 + 0.38 * share)
      // The mean of a finite population lags the recursion by a term of order 1 / count.
      try expectMean(shares[step], share, bias: 2 / Double(count))
    }
  }

  /// Transmission for sure along a random graph: who is reached from the first one.
  ///
  /// Where it is large, its size is the giant component: r = 1 - exp(-c r).
  @Test(arguments: [(1.5, 0.582812), (2.0, 0.796812), (3.0, 0.940480), (4.0, 0.980173)])
  func `the final size of an epidemic on a random graph`(c: Double, r: Double) throws {
    let count = Self.isFull ? 20_000 : 1_500
    let bench = try Bench(
      entries: """
        seed = 1927, steps = 400, stop_when = function(env) return env:count("a", "fresh") == 0 end,
        actors = { a = { count = \(count), fields = {
          ill = valence.boolean(function(self) return self.number == 1 end),
          fresh = valence.boolean(function(self) return self.number == 1 end) } } },
        networks = { n = valence.random { among = "a", degree = \(c) } },
        phases = { valence.rule { "catch", of = "a", function(self)
          self.fresh = false
          if self.ill then return end
          for peer in self:peers "n" do if peer.fresh then self.ill, self.fresh = true, true return end end
        end } },
        """)
    var sizes: [Double] = []
    for replicate in UInt64(1)...(Self.isFull ? 100 : 24) {
      let size = try bench.run(replicate: replicate).numbers("a", "ill").reduce(0, +)
      // Small outbreaks reach a few dozen at most.
      if size > Double(count) / 10 { sizes.append(size / Double(count)) }
    }
    // The share of large outbreaks is the giant component's too; its size has a bias of order 1 / n.
    #expect(sizes.count >= 6)
    try expectMean(sizes, r, bias: 3 / Double(count))
  }

  /// Two agents pool their money and split it at random: it tends to an exponential distribution,
  /// whose Gini index is 1/2.
  @Test func `money exchange ends in an exponential distribution`() throws {
    let count = Self.isFull ? 5_000 : 1_000
    let bench = try Bench(
      entries: """
        seed = 2000, steps = \(Self.isFull ? 100 : 50),
        actors = { a = { count = \(count), fields = { money = 1 } } },
        phases = { valence.encounter { "trade", from = "a", to = "a", activation = "random", function(a, b, env)
          local all, share = a.money + b.money, env:uniform()
          a.money, b.money = all * share, all * (1 - share)
          return 0, 0
        end } },
        """)
    var indices: [Double] = []
    for replicate in UInt64(1)...(Self.isFull ? 30 : 12) {
      let money = try bench.run(replicate: replicate).numbers("a", "money")
      #expect(abs(money.reduce(0, +) - Double(count)) < 1e-9 * Double(count))
      indices.append(try #require(try giniCoefficient(money)))
    }
    try expectMean(indices, 0.5, bias: 1 / Double(count))
  }

  /// The gift of a whole unit from anybody, who has it, to anybody: money in whole units, m per
  /// head, tends to a geometric distribution, whose Gini index is (m + 1) / (2 m + 1).
  ///
  /// That holds for one gift after the other. Where each gives once per step the distribution is
  /// another one, so one clock makes all the gifts of a step.
  @Test(arguments: [1, 3])
  func `whole units tend to a geometric distribution`(m: Int) throws {
    let count = Self.isFull ? 1_000 : 200
    let bench = try Bench(
      entries: """
        seed = 2001, steps = \(30 * m * m + (Self.isFull ? 400 : 100)),
        actors = { a = { count = \(count), fields = { money = \(m) } }, clock = { count = 1 } },
        phases = { valence.rule { "gifts", of = "clock", activation = "ordered", function(self, env)
          for gift = 1, \(count) do
            local giver, other = env:any("a", gift), env:any("a", gift)
            if giver.money >= 1 then
              giver.money = giver.money - 1
              other.money = other.money + 1
            end
          end
        end } },
        """)
    var indices: [Double] = []
    for replicate in UInt64(1)...(Self.isFull ? 30 : 12) {
      let money = try bench.run(replicate: replicate).numbers("a", "money")
      #expect(money.reduce(0, +) == Double(count * m))
      indices.append(try #require(try giniCoefficient(money)))
    }
    try expectMean(indices, Double(m + 1) / Double(2 * m + 1), bias: 2 / Double(count))
  }

  /// Watts and Strogatz: the clustering of a ring lattice of degree k is 3 (k - 2) / (4 (k - 1)),
  /// and rewiring a share p of the ties leaves about (1 - p)^3 of it.
  @Test(arguments: [0.0, 0.1, 0.3])
  func `small worlds keep their clustering`(p: Double) throws {
    let count = Self.isFull ? 10_000 : 600
    let bench = try Bench(
      entries: """
        seed = 1998, steps = 1,
        actors = { a = { count = \(count), fields = { closed = 0, open = 0 } } },
        networks = { n = valence.small_world { among = "a", degree = 10, rewire = \(p) } },
        phases = { valence.rule { "count", of = "a", function(self)
          for one in self:peers "n" do
            for other in self:peers "n" do
              if one.number < other.number then
                self.open = self.open + 1
                if one:tied("n", other) then self.closed = self.closed + 1 end
              end
            end
          end
        end } },
        """)
    var ratios: [Double] = []
    for replicate in UInt64(1)...(p == 0 ? 2 : 8) {
      let run = try bench.run(replicate: replicate)
      ratios.append(
        try run.numbers("a", "closed").reduce(0, +) / run.numbers("a", "open").reduce(0, +))
    }
    let lattice = 3.0 * 8 / (4 * 9)
    if p == 0 {
      #expect(ratios == [lattice, lattice])
    } else {
      // Rewired ties close triangles by chance (order k / n), and degrees are no longer equal:
      // Barrat and Weigt give (1 - p)^3 up to order 1 / n.
      try expectMean(ratios, lattice * pow(1 - p, 3), bias: 0.02)
    }
  }
}
