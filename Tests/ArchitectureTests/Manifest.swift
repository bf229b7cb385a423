/// The targets of `Package.swift` with what they depend on, read from its text.
///
/// It knows the calls that the manifest makes: `layer("Name", [...])`, `.target(name:...)`,
/// `.executableTarget(name:...)` with `dependencies: [...]`, and constants for products of other
/// packages, `let grdb: Target.Dependency = .product(name: "GRDB", ...)`.
struct Manifest {
  private(set) var dependencies: [String: Set<String>] = [:]

  init(parsing text: String) {
    let code = Self.withoutComments(text)
    let products = Self.products(in: code)
    for call in ["layer(", ".target(", ".executableTarget("] {
      for arguments in Self.arguments(of: call, in: code) {
        guard let name = Self.firstString(in: arguments) else { continue }
        dependencies[name] = Self.dependencies(in: arguments, call: call, products: products)
      }
    }
  }

  private static func withoutComments(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      .joined(separator: "\n")
  }

  /// The module behind each constant: `["grdb": "GRDB"]`.
  private static func products(in code: String) -> [String: String] {
    var found: [String: String] = [:]
    var rest = code[...]
    while let place = rest.firstRange(of: ": Target.Dependency = .product(") {
      let name = rest[..<place.lowerBound].split { $0 == " " || $0 == "\n" }.last
      rest = rest[place.upperBound...]
      if let name, let module = firstString(in: rest) { found[String(name)] = module }
    }
    return found
  }

  /// What stands between the parentheses of each call of `name`.
  private static func arguments(of name: String, in code: String) -> [Substring] {
    var found: [Substring] = []
    var rest = code[...]
    while let call = rest.firstRange(of: name) {
      let before = rest[..<call.lowerBound].last
      rest = rest[call.upperBound...]
      // Not the end of a longer word, and not the function's own declaration or body.
      if let before, before.isLetter || before.isNumber { continue }
      if let end = balancedEnd(of: rest, open: "(", close: ")") { found.append(rest[..<end]) }
    }
    return found
  }

  private static func dependencies(
    in arguments: Substring, call: String, products: [String: String]
  ) -> Set<String> {
    let label = call == "layer(" ? "[" : "dependencies: ["
    guard let start = arguments.firstRange(of: label) else { return [] }
    let list = arguments[start.upperBound...]
    guard let end = balancedEnd(of: list, open: "[", close: "]") else { return [] }
    let items = list[..<end].split { $0 == "," || $0 == "\n" || $0 == " " }
    return Set(
      items.map { item in
        item.hasPrefix("\"")
          ? String(item.dropFirst().dropLast()) : products[String(item)] ?? String(item)
      })
  }

  /// The place of the bracket that closes one opened just before `text`.
  private static func balancedEnd(
    of text: Substring, open: Character, close: Character
  ) -> String.Index? {
    var depth = 1
    var inString = false
    for index in text.indices {
      let character = text[index]
      if character == "\"" { inString.toggle() }
      if inString { continue }
      if character == open { depth += 1 }
      if character == close { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  private static func firstString(in text: Substring) -> String? {
    let parts = text.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : nil
  }
}
