import Tables

/// A program of the page, with what its security policy knows it by.
struct ChartProgram {
  /// The text of its element, byte for byte: XML takes the marked section as text, JavaScript its
  /// ends as comments.
  let content: String

  /// - Returns: `nil` where the source would end the section or the element around it, or hides
  ///   part of it from HTML.
  init?(_ source: String) {
    for end in ["]]>", "</script", "<!--"] where source.contains(end) { return nil }
    content = "//<![CDATA[\n\(source)\n//]]>"
  }

  /// Fills the places of the charts.
  static let loader: ChartProgram = {
    let source = String(decoding: PackageResources.charts_js, as: UTF8.self)
    guard let program = ChartProgram(source) else {
      preconditionFailure("the loader of charts is safe in a page")
    }
    return program
  }()

  /// The SHA-256 of the content in base 64, as in a Content-Security-Policy.
  var digest: String {
    var hash = SHA256()
    hash.update(Array(content.utf8))
    return Self.base64(hash.finalize())
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let padded = Array(group) + [0, 0]
      let bits = padded.prefix(3).reduce(0) { $0 << 8 | Int($1) }
      for place in 0..<4 {
        text.append(place <= group.count ? signs[bits >> (18 - 6 * place) & 63] : "=")
      }
    }
    return text
  }
}
