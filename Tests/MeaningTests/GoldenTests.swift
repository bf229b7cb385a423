import Randomness
import Simulation
import Studies
import Testing

/// Bits of five studies.
///
/// They change only when the meaning of studies changes: raise
/// `Semantics.version` with them, since old results are no longer those of the same study.
@Suite struct GoldenTests {
  /// Per scenario and value definition: a hash of everybody's total, and the first actor's.
  private static func bits(_ text: String, _ data: [String: String] = [:]) throws -> [String] {
    let bench = try Bench(text, data: data)
    return try bench.study.scenarios.flatMap { scenario in
      let run = try bench.run(scenario.name)
      return try run.world.model.values.map { value in
        let kind = bench.study.kinds[value.kind.rawValue].name
        let totals = try run.totals(value.name, of: kind)
        var bytes: [UInt8] = []
        for total in totals {
          withUnsafeBytes(of: total.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        return "\(scenario.name)/\(value.name)/\(kind) \(totals.count) "
          + "\(hex(stableHash(bytes))) \(hex((totals.first ?? 0).bitPattern))"
      }
    }
  }

  private static func hex(_ bits: UInt64) -> String { String(bits, radix: 16) }

  @Test func `the bits of five studies stay`() throws {
    #expect(Semantics.version == 1)
    #expect(try Self.bits(GoldenStudies.example("transport")) == GoldenBits.transport)
    #expect(try Self.bits(GoldenStudies.referrals) == GoldenBits.referrals)
    #expect(try Self.bits(GoldenStudies.app) == GoldenBits.app)
    #expect(try Self.bits(GoldenStudies.population) == GoldenBits.population)
    #expect(try Self.bits(GoldenStudies.log, GoldenStudies.tables) == GoldenBits.log)
  }
}
