import CToml
import Diagnostics

/// A document in TOML (toml.io), as its entries in the order of its tables.
struct TomlDocument {
  enum Content {
    case text(String)
    case list([Item])
    case table
    /// Something else, in words.
    case other(String)
  }

  struct Item {
    /// `nil`: it is no text.
    var text: String?
    var line: Int
  }

  struct Entry {
    var table: String
    var key: String
    var content: Content
    var line: Int
  }

  private(set) var entries: [Entry] = []

  /// - Throws: a `Diagnostic` where it is no TOML.
  init(_ text: String, path: String) throws(Diagnostic) {
    let reading = Reading()
    var message = [CChar](repeating: 0, count: 256)
    var text = text
    let line = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        valence_toml_read(
          characters.baseAddress, characters.count, Unmanaged.passUnretained(reading).toOpaque(),
          { context, entry in
            guard let context, let entry else { return }
            Unmanaged<Reading>.fromOpaque(context).takeUnretainedValue().add(entry.pointee)
          }, &message, message.count)
      }
    }
    guard line == 0 else {
      let problem = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let position = Int(line) - 1
      throw Diagnostic(
        "no TOML: \(String(decoding: problem, as: UTF8.self))",
        at: SourceLocation(file: path, line: Int(line)),
        sourceLine: lines.indices.contains(position) ? String(lines[position]) : nil)
    }
    entries = reading.entries
  }

  private final class Reading {
    var entries: [Entry] = []

    func add(_ found: ValenceTomlEntry) {
      let text = String(cString: found.text)
      let line = Int(found.line)
      if found.item >= 0, let last = entries.indices.last,
        case .list(var items) = entries[last].content
      {
        items.append(Item(text: Int(found.type) == VALENCE_TOML_TEXT ? text : nil, line: line))
        entries[last].content = .list(items)
        return
      }
      let content: Content =
        switch Int(found.type) {
        case VALENCE_TOML_TEXT: .text(text)
        case VALENCE_TOML_LIST: .list([])
        case VALENCE_TOML_TABLE: .table
        default: .other(text)
        }
      entries.append(
        Entry(
          table: String(cString: found.table), key: String(cString: found.key), content: content,
          line: line))
    }
  }
}
