// What is done with whole columns of numbers, eight at a time.

/// Whether no number of some rows is infinite or NaN.
func areFinite(_ column: UnsafePointer<Double>, _ rows: Range<Int>) -> Bool {
  var row = rows.lowerBound
  // Zero exactly where all differences were: what is not finite differs from itself.
  var differences = SIMD8<Double>()
  while row + 8 <= rows.upperBound {
    let numbers = UnsafeRawPointer(column + row).loadUnaligned(as: SIMD8<Double>.self)
    differences += numbers - numbers
    row += 8
  }
  guard differences == SIMD8() else { return false }
  while row < rows.upperBound {
    if column[row] - column[row] != 0 { return false }
    row += 1
  }
  return true
}

/// Adds a multiple of another column to sums: `sums[i] + column[i] * factor`, NaN canonical.
func addProducts(
  _ sums: UnsafeMutablePointer<Double>, _ column: UnsafePointer<Double>, _ factor: Double,
  _ rows: Range<Int>
) {
  var row = rows.lowerBound
  while row + 8 <= rows.upperBound {
    let cell = UnsafeMutableRawPointer(sums + row)
    let added = UnsafeRawPointer(column + row).loadUnaligned(as: SIMD8<Double>.self) * factor
    let sum = cell.loadUnaligned(as: SIMD8<Double>.self) + added
    cell.storeBytes(
      of: sum.replacing(with: .nan, where: sum .!= sum), as: SIMD8<Double>.self)
    row += 8
  }
  while row < rows.upperBound {
    sums[row] = canonical(sums[row] + column[row] * factor)
    row += 1
  }
}
