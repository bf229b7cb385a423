/// What annotations of LuaCATS (luals.github.io/wiki/annotations) in one file say: the texts that editors
/// show, of functions, classes and aliases.
struct AnnotationFile {
  /// A parameter, a field or a result.
  struct Part {
    /// Empty where a result has none; "reach?" where it may be left out.
    var name: String
    var type: String
    var text: String
  }

  struct Function {
    /// The class of the table that it stands in; `nil`: it is a global.
    var owner: String?
    /// What the file calls that table.
    var variable: String?
    var name: String
    /// Called with a colon.
    var isMethod: Bool
    var block: Block
    var line: Int
  }

  struct Class {
    var name: String
    var parent: String?
    var text: [String]
    var fields: [Part]
    /// The global that holds it, if one does.
    var global: String?
    var line: Int
  }

  struct Alias {
    var name: String
    var type: String
    var text: [String]
    /// The texts that it can be.
    var choices: [Part]
    var line: Int
  }

  /// The comment above something.
  struct Block {
    var text: [String] = []
    var parameters: [Part] = []
    var results: [Part] = []
  }

  private(set) var functions: [Function] = []
  private(set) var classes: [Class] = []
  private(set) var aliases: [Alias] = []

  /// - Parameter text: of a Lua file.
  init(_ text: String) {
    var comment: [Substring] = []
    var owners: [Substring: String] = [:]
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("---") {
        comment.append(line.dropFirst(3))
        continue
      }
      let made = add(comment, line: index + 1 - comment.count)
      if line.hasPrefix("function "), let open = line.firstIndex(of: "(") {
        add(line[line.index(line.startIndex, offsetBy: 9)..<open], owners, comment, line: index + 1)
      } else if let made, line.hasSuffix(" = {}") {
        let words = line.split(separator: " ")
        owners[words[words.count - 3]] = classes[made].name
        if words.count == 3 { classes[made].global = String(words[0]) }
      }
      comment = []
    }
    _ = add(comment, line: lines.count + 1 - comment.count)
  }

  private mutating func add(
    _ name: Substring, _ owners: [Substring: String], _ comment: [Substring], line: Int
  ) {
    let cut = name.lastIndex { $0 == "." || $0 == ":" }
    let table = cut.map { name[..<$0] }
    functions.append(
      Function(
        owner: table.map { owners[$0] ?? String($0) }, variable: table.map(String.init),
        name: String(cut.map { name[name.index(after: $0)...] } ?? name),
        isMethod: cut.map { name[$0] == ":" } ?? false,
        block: Block(comment.filter { !$0.isEmpty || comment.count > 1 }), line: line))
  }

  /// Adds what a comment declares by itself.
  ///
  /// - Returns: the position of the class, if it is one.
  private mutating func add(_ comment: [Substring], line: Int) -> Int? {
    var text: [String] = []
    var isClass = false
    for (offset, row) in comment.enumerated() {
      guard let (tag, rest) = Self.tag(row) else {
        text.append(Self.plain(row))
        continue
      }
      switch tag {
      case "@class":
        let parts = rest.split(separator: ":", maxSplits: 1).map { $0.trimmed }
        guard let name = parts.first else { break }
        isClass = true
        classes.append(
          Class(
            name: String(name), parent: parts.count > 1 ? String(parts[1]) : nil, text: text,
            fields: [], line: line + offset))
      case "@field":
        guard isClass else { break }
        let (name, typed) = rest.cut(at: rest.firstIndex(of: " "))
        classes[classes.count - 1].fields.append(Self.part(name, typed))
      case "@alias":
        let (name, typed) = rest.cut(at: rest.firstIndex(of: " "))
        let part = Self.part(name, typed)
        aliases.append(
          Alias(
            name: part.name, type: part.type, text: part.text.isEmpty ? text : [part.text],
            choices: [], line: line + offset))
      case "|":
        guard !aliases.isEmpty else { break }
        let (value, said) = rest.cut(at: rest.firstIndex(of: "#"))
        aliases[aliases.count - 1].choices.append(
          Part(name: String(value.trimmed), type: "", text: String(said.trimmed)))
      default: break
      }
    }
    return isClass ? classes.count - 1 : nil
  }
}

extension AnnotationFile.Block {
  /// - Parameter lines: of a comment, each without its dashes.
  init(_ lines: some Sequence<Substring>) {
    for line in lines {
      guard let (tag, rest) = AnnotationFile.tag(line) else {
        text.append(AnnotationFile.plain(line))
        continue
      }
      switch tag {
      case "@param":
        let (name, typed) = rest.cut(at: rest.firstIndex(of: " "))
        parameters.append(AnnotationFile.part(name, typed))
      case "@return":
        let (type, said) = rest.cut(at: AnnotationFile.endOfType(rest))
        let (name, text) = said.cut(at: said.firstIndex(of: " "))
        results.append(
          .init(name: String(name), type: String(type), text: String(text.trimmed)))
      default: break
      }
    }
  }
}

extension AnnotationFile {
  /// The tag of a line, `@param` or `|`, and what follows it.
  fileprivate static func tag(_ line: Substring) -> (tag: Substring, rest: Substring)? {
    let content = line.trimmed
    guard content.hasPrefix("@") || content.hasPrefix("|") else { return nil }
    let (tag, rest) = content.cut(at: content.firstIndex(of: " "))
    return (tag, rest)
  }

  fileprivate static func plain(_ line: Substring) -> String {
    String(line.hasPrefix(" ") ? line.dropFirst() : line)
  }

  fileprivate static func part(_ name: Substring, _ typed: Substring) -> Part {
    let (type, text) = typed.cut(at: endOfType(typed))
    return Part(name: String(name), type: String(type), text: String(text))
  }

  /// Where a type ends: it has spaces within brackets and after `,`, `:` and `|` only.
  fileprivate static func endOfType(_ text: Substring) -> Substring.Index? {
    var depth = 0
    var last: Character?
    for index in text.indices {
      switch text[index] {
      case "(", "[", "{", "<": depth += 1
      case ")", "]", "}", ">": depth -= 1
      case " ":
        if depth == 0, let last, !",:|".contains(last) { return index }
      default: break
      }
      last = text[index]
    }
    return nil
  }
}

extension Substring {
  /// Without the spaces at both ends.
  fileprivate var trimmed: Substring {
    let rest = drop { $0 == " " }
    guard let last = rest.lastIndex(where: { $0 != " " }) else { return rest }
    return rest[...last]
  }

  /// What stands before a place, and what behind it, without spaces between them.
  fileprivate func cut(at place: Index?) -> (Substring, Substring) {
    guard let place else { return (self, self[endIndex...]) }
    return (self[..<place], self[place...].trimmed)
  }
}
