import Statistics
import Testing

/// Against mpmath 1.3 at 60 digits, to 1e-12.
@Suite struct SpecialFunctionTests {
  @Test(arguments: [
    (0.243, 2.426, 2.219, 0, 1.0),
    (0.243, 2.426, 2.219, 0.01, 1.0026743952525705),
    (0.243, 2.426, 2.219, 0.1849, 1.0561634679391625),
    (0.243, 2.426, 2.219, 0.5, 1.2070970070440423),
    (0.243, 2.426, 2.219, 0.88, 1.8385453051196404),
    (0.243, 2.426, 2.219, 0.9, 1.9476311698186019),
    (2.243, 4.426, 4.219, 0.474, 4.5747814446162621),
    (12.243, 14.426, 14.219, 0.7, 3165650.3332708704),
    (250.2, 252.4, 252.2, 0.3, 6.1269423445952887e38),
    (3.159, 1.606, 4.159, 0.08, 1.1065060850747206),
    (1.159, 1.606, 2.159, 0.95, 9.9777390977839857),
    (31.2, 1.606, 32.2, 0.99, 403.50583328526931),
    (1, 3.806, 4.474, 0.9090909090909091, 5.9225964076127623),
    (1, 3.806, 4.474, 0.9990009990009991, 53.002470676804413),
    (1, 0.5, 1.5, 0.9999, 5.2985573000990724),
    (0.5, 0.5, 1, 0.99, 2.3527158167797423),
    (1, 1, 2, 0.5, 1.3862943611198906),
    (1, 2, 4, 0.97, 2.5925162445721557),
    (2, 3, 4, 0.97, 86.417208152405114),
    (0.553, 10.577, 0.2, 0.93, 26545650295209.483),
    (1.5, 2.5, 3, -0.3, 0.71846265533643789),
    (1.5, 2.5, 3, -20.0, 0.016129276403120337),
    (0.1, 0.1, 0.1, 0.95, 1.3492828476735632),
    (4, 4, 0.5, 0.91, 5386556740.3515036),
    (20, 30, 50, 0.985, 2261774646455.7913),
    (1.159, 1.606, 2.159, -3.7, 0.2425245490870835),
  ])
  func hypergeometric(a: Double, b: Double, c: Double, z: Double, expected: Double) {
    expect(SpecialFunction.hypergeometric(a, b, c, z), isNear: expected)
  }

  @Test func hypergeometricHasNoNumberWhereItsSeriesDiverges() {
    #expect(SpecialFunction.hypergeometric(1, 1, 2, 1).isNaN)
    #expect(SpecialFunction.hypergeometric(1, 1, -2, 0.5).isNaN)
    #expect(SpecialFunction.hypergeometric(1, 1, 2, -.infinity).isNaN)
    #expect(SpecialFunction.hypergeometric(.nan, 1, 2, 0.5).isNaN)
  }

  @Test(arguments: [
    (0.606, 0.606, 0.137, 1.3030416369472563),
    (0.606, 0.606, 1e-06, 2.2418345766140658),
    (0.606, 0.606, 30, 0.12486587491564941),
    (1, 1, 1, 0.59634736232319407),
    (2.5, 0.3, 4, 0.0090268527685866738),
    (0.01, 0.01, 0.2, 1.0011917803316105),
    (0.5, 3.5, 0.05, 1435.5556415548648),
    (100, 2, 3, 1.2219236519855629e-170),
    (100, 200, 50, 2.5462396810911809e-114),
    (3, -4.5, 0.7, 0.0024773818771296457),
    (12, 12, 0.001, 9.0900001009974745e31),
    (1.2, 5.7, 1000, 0.0002522465413254224),
    (0.3, 40.5, 10, 9376157477.5184282),
  ])
  func tricomi(a: Double, b: Double, z: Double, expected: Double) {
    expect(SpecialFunction.tricomi(a, b, z), isNear: expected)
  }

  @Test func tricomiHasNoNumberOutsideItsDomain() {
    #expect(SpecialFunction.tricomi(0, 1, 1).isNaN)
    #expect(SpecialFunction.tricomi(1, 1, 0).isNaN)
    #expect(SpecialFunction.tricomi(1, .infinity, 1).isNaN)
  }

  @Test(arguments: [
    (1e-09, 20.723265836369195),
    (0.1, 2.2527126517342059),
    (0.243, 1.3180435846996699),
    (0.5, 0.57236494292470009),
    (0.9999, 5.7729791561193863e-5),
    (1.0001, -5.7713342220471268e-5),
    (1.5, -0.12078223763524522),
    (2.5, 0.28468287047291916),
    (3.7, 1.4280723266653881),
    (10, 12.80182748008147),
    (100.25, 360.28455963776423),
    (100000.0, 1051287.7089736569),
    (1000000000000.0, 26631021115915.652),
  ])
  func logGamma(x: Double, expected: Double) {
    expect(SpecialFunction.logGamma(x), isNear: expected)
  }

  @Test(arguments: [
    (0.5, 0.5, 1.1447298858494002),
    (0.001, 0.0001, 9.3056503874192017),
    (2.426, 0.793, -0.51156928859370334),
    (0.668, 3.806, -0.56280106787599713),
    (1, 1, 0.0),
    (30, 40, -48.301749095916125),
    (600, 700, -899.21119168072159),
    (100000.0, 2, -23.025860929890457),
    (100000.0, 100000.0, -138633.92706134806),
  ])
  func logBeta(a: Double, b: Double, expected: Double) {
    expect(SpecialFunction.logBeta(a, b), isNear: expected)
  }

  @Test(arguments: [
    (1e-300, -37.047096299361199),
    (1e-09, -5.9978070150076869),
    (0.025, -1.9599639845400542),
    (0.2, -0.84162123357291417),
    (0.5, 0.0),
    (0.75, 0.67448975019608174),
    (0.975, 1.9599639845400539),
    (0.999999, 4.7534243088170878),
  ])
  func normalQuantile(p: Double, expected: Double) {
    expect(SpecialFunction.normalQuantile(p), isNear: expected)
  }

  @Test func logarithmsAndQuantilesHaveNoNumberOutsideTheirDomain() {
    #expect(SpecialFunction.logGamma(0).isNaN)
    #expect(SpecialFunction.logGamma(-1.5).isNaN)
    #expect(SpecialFunction.logBeta(1, 0).isNaN)
    #expect(SpecialFunction.normalQuantile(0).isNaN)
    #expect(SpecialFunction.normalQuantile(1).isNaN)
  }

  private func expect(_ value: Double, isNear expected: Double) {
    #expect(abs(value - expected) <= 1e-12 * max(abs(expected), 1e-3), "\(value)")
  }
}
