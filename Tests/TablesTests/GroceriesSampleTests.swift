import Tables
import Testing

/// The sample of real purchases, against `Scripts/groceries/reference/sample.json`.
struct GroceriesSampleTests {
  private func table(_ name: String) throws -> Table {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try CSVReader.read(path: "/\(root)/Scripts/groceries/sample/\(name)")
  }

  private func cents(_ column: TableColumn?) throws -> Int {
    guard case .number(let values) = try #require(column).values else { return -1 }
    return values.reduce(0) { $0 + Int(($1 * 100).rounded()) }
  }

  @Test func purchases() throws {
    let table = try table("purchases.csv")
    #expect(table.rowCount == 45_495)
    #expect(
      table.contentHash == "19492722cf2dfa92b0fd45bf2b91f318e139e8b41a4f2bcf88000885744a17ad")
    #expect(try cents(table["sales"]) == 13_816_212)
    #expect(try cents(table["retail_disc"]) == 2_554_762)
    #expect(try cents(table["coupon_disc"]) == 95_032)
    #expect(try cents(table["coupon_match_disc"]) == 15_656)
    #expect(table["category"]?.missingCount == 219)
    guard case .integer(let households) = table["household_id"]?.values,
      case .integer(let baskets) = table["basket_id"]?.values
    else {
      Issue.record("identifiers are not integers")
      return
    }
    #expect(Set(households).count == 75)
    #expect(Set(baskets).count == 4_453)
  }

  @Test func categories() throws {
    let table = try table("categories.csv")
    #expect(table["is_food"]?.type == .boolean)
    #expect(table["npm_points"]?.type == .integer)
    #expect(table.rowCount - (table["npm_points"]?.missingCount ?? 0) == 109)
  }
}
