import Statistics

/// A table as a file of comma-separated values in UTF-8.
///
/// Numbers are unrounded; an undefined one is an empty field, and the last column, `reason`, says
/// why.
///
/// - Source: RFC 4180.
package struct CSVTable: Sendable {
  /// Of the file: `comparison.csv`.
  package let name: String
  private let header: [String]
  private let rows: [[Field]]

  /// What stands in one place.
  enum Field {
    case text(String)
    case number(Double)
    case integer(Int)
    /// With the reason, where it is known; nothing at all is `empty`.
    case undefined(String)
    case empty
  }

  /// - Precondition: every row is as long as `header`.
  init(name: String, header: [String], rows: [[Field]]) {
    precondition(rows.allSatisfy { $0.count == header.count }, "rows are as long as their header")
    self.name = name
    self.header = header
    self.rows = rows
  }

  /// The content of the file.
  package var text: String {
    var text = Self.line(header + ["reason"])
    for row in rows {
      var reasons: [String] = []
      let fields = zip(header, row).map { name, field -> String in
        switch field {
        case .text(let text): return text
        case .number(let number) where number.isFinite: return number.description
        case .integer(let number): return String(number)
        case .undefined(let reason):
          reasons.append("\(name): \(reason)")
          return ""
        case .number:
          reasons.append("\(name): not a finite number")
          return ""
        case .empty: return ""
        }
      }
      text += Self.line(fields + [reasons.joined(separator: "; ")])
    }
    return text
  }

  private static func line(_ fields: [String]) -> String {
    fields.map { field in
      let needsQuotes = field.utf8.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x2C }
      return needsQuotes ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
    }.joined(separator: ",") + "\r\n"
  }
}

extension CSVTable.Field {
  /// The number, or an empty place where there is none.
  static func number(_ value: Double?) -> CSVTable.Field {
    value.map { .number($0) } ?? .empty
  }

  /// The number of an estimate, or why there is none.
  static func number(_ value: Double?, of estimate: Estimate) -> CSVTable.Field {
    value.map { .number($0) }
      ?? .undefined(
        estimate.total == 0
          ? "no replicate"
          : estimate.reasonsInOrder.map { "\($0.reason) (\($0.count) of \(estimate.total))" }
            .joined(separator: ", "))
  }
}
