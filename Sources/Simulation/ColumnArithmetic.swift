// What is done with whole columns of numbers, eight at a time.

/// Whether no number of a column is infinite or NaN.
func areFinite(_ column: UnsafePointer<Double>, _ count: Int) -> Bool {
  var row = 0
  // Zero exactly where all differences were: what is not finite differs from itself.
  var differences = SIMD8<Double>()
  while row + 8 <= count {
    let numbers = UnsafeRawPointer(column + row).loadUnaligned(as: SIMD8<Double>.self)
    differences += numbers - numbers
    row += 8
  }
  guard differences == SIMD8() else { return false }
  while row < count {
    if column[row] - column[row] != 0 { return false }
    row += 1
  }
  return true
}

/// Adds a multiple of another column to the sums: `sums[i] + column[i] * factor`, NaN canonical.
func addProducts(
  _ sums: UnsafeMutablePointer<Double>, _ column: UnsafePointer<Double>, _ factor: Double,
  _ count: Int
) {
  var row = 0
  while row + 8 <= count {
    let cell = UnsafeMutableRawPointer(sums + row)
    let added = UnsafeRawPointer(column + row).loadUnaligned(as: SIMD8<Double>.self) * factor
    let sum = cell.loadUnaligned(as: SIMD8<Double>.self) + added
    cell.storeBytes(
      of: sum.replacing(with: .nan, where: sum .!= sum), as: SIMD8<Double>.self)
    row += 8
  }
  while row < count {
    sums[row] = canonical(sums[row] + column[row] * factor)
    row += 1
  }
}
