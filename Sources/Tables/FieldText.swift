/// The text of a field as a message quotes it: at most 40 characters, control characters escaped.
func fieldExcerpt(_ text: UnsafeRawBufferPointer) -> String {
  let shown = String(decoding: text.prefix(200), as: UTF8.self).prefix(40)
  var result = ""
  for scalar in shown.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
      result += scalar.escaped(asASCII: true)
    default:
      result.unicodeScalars.append(scalar)
    }
  }
  return shown.utf8.count < text.count ? result + "..." : result
}

/// What to write instead of a text that was meant as a number.
func numberHint(for text: UnsafeRawBufferPointer) -> String {
  let written = String(decoding: text.prefix(60), as: UTF8.self)
  let spelt = written.lowercased()
  if missingSpellings.contains(spelt) {
    return "leave the field empty or write NA where a value is missing"
  }
  if ["inf", "+inf", "-inf", "infinity", "-infinity"].contains(spelt) {
    return "only finite numbers can be read; leave the field empty where there is none"
  }
  let withoutGroups = written.filter { !" '_\u{A0}\u{202F}\u{2019}".contains($0) }
  for candidate in [
    withoutGroups.replacingCommas(with: "."), withoutGroups.replacingCommas(with: ""),
  ]
  where isDecimalNumber(candidate) {
    return "write \(candidate)"
  }
  if written.hasSuffix("%"), isDecimalNumber(String(written.dropLast())) {
    return "write a share as a fraction: 5 % is 0.05"
  }
  return "a number is written like 12.5 or 3e-2, without units and signs of currency"
}

private let missingSpellings: Set<String> = [
  "nan", "na", "n/a", "#n/a", "null", "nil", "none", "-", ".", "?", "missing",
]

/// Whether a text is a decimal number.
func isDecimalNumber(_ text: UnsafeRawBufferPointer) -> Bool {
  if case .notANumber = DecimalLiteral(text) { return false }
  return true
}

private func isDecimalNumber(_ text: String) -> Bool {
  var text = text
  return text.withUTF8 { isDecimalNumber(UnsafeRawBufferPointer($0)) }
}

extension String {
  fileprivate func replacingCommas(with replacement: String) -> String {
    split(separator: ",", omittingEmptySubsequences: false).joined(separator: replacement)
  }
}
