import LuaRuntime
import Statistics

/// What compares lists of numbers: tests, effect sizes, agreement, and p values of several questions.
extension StatisticsModule {
  /// Where resampling starts from: the same lists give the same answer.
  private static let seed: UInt64 = 1

  static let comparisons: [HostModule.Function] = [
    HostModule.Function(name: "bca") { state, arguments in
      let values = try ListArgument("bca", arguments, 0).numbers(state)
      let level = try level("bca", arguments)
      let interval = Interval.bca(values, level: level, seed: seed)
      return [value(interval?.low), value(interval?.high)]
    },
    of1("signflip") { [SignFlipTest($0, seed: seed)?.pValue] },
    of1("superiority") { [EffectSize.superiority($0)] },
    ofSamples("cliff") { [EffectSize.cliffsDelta($0, $1)] },
    ofSamples("welch") { first, second in
      guard let test = WelchTest(first, second) else { return [nil] }
      return [
        test.pValue, test.difference, test.interval.low, test.interval.high, test.t, test.degrees,
      ]
    },
    ofLists("anova") { groups in
      guard let analysis = VarianceAnalysis(groups) else { return [nil] }
      return [analysis.pValue, analysis.f, analysis.etaSquared]
    },
    ofLists("concordance") { [Statistics.concordance($0)] },
    adjusted("holm", MultipleTesting.holm),
    adjusted("bh", MultipleTesting.benjaminiHochberg),
  ]

  /// A function of two lists that need not be of the same length.
  private static func ofSamples(
    _ name: String, _ body: @escaping @Sendable ([Double], [Double]) -> [Double?]
  ) -> HostModule.Function {
    HostModule.Function(name: name) { state, arguments in
      let first = try ListArgument(name, arguments, 0).numbers(state)
      let second = try ListArgument(name, arguments, 1).numbers(state)
      return body(first, second).map(value)
    }
  }

  /// A function of a list of lists.
  private static func ofLists(
    _ name: String, _ body: @escaping @Sendable ([[Double]]) -> [Double?]
  ) -> HostModule.Function {
    HostModule.Function(name: name) { state, arguments in
      let lists = try ListArgument(name, arguments, 0).entries(state)
      return body(try lists.indices.map { try ListArgument(name, lists, $0).numbers(state) })
        .map(value)
    }
  }

  /// A function from p values to as many adjusted ones; what is undefined stays as it is.
  private static func adjusted(
    _ name: String, _ body: @escaping @Sendable ([Double?]) -> [Double?]
  ) -> HostModule.Function {
    HostModule.Function(name: name) { state, arguments in
      let entries = try ListArgument(name, arguments, 0).entries(state)
      for (index, entry) in entries.enumerated() {
        if let p = entry.double {
          guard (0...1).contains(p) else {
            throw LuaError(
              .runtime, "\(name) needs p values from 0 to 1, and entry \(index + 1) is \(p)")
          }
          continue
        }
        guard case .handle = entry else {
          throw LuaError(
            .runtime,
            "\(name) needs p values or undefined ones, and entry \(index + 1) is a \(entry.typeName)"
          )
        }
      }
      let list = try state.makeTable(arrayCount: entries.count)
      for (index, p) in body(entries.map(\.double)).enumerated() {
        try state.rawSet(list, index + 1, p.map(LuaValue.number) ?? entries[index])
      }
      return [.table(list)]
    }
  }
}
