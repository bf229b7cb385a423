internal import Foundation

/// Documents as JSON text: for layers above, which keep theirs in the store and do without
/// Foundation.
package enum DocumentText {
  /// The same document gives the same text.
  ///
  /// - Returns: `nil` for a number that JSON cannot hold.
  package static func encode(_ document: some Encodable) -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(document)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// - Returns: `nil` for a text that is not JSON of this form.
  package static func decode<Document: Decodable>(
    _ type: Document.Type, from text: String
  ) -> Document? {
    try? JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
