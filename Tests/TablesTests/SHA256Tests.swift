import Tables
import Testing

struct SHA256Tests {
  /// - Source: FIPS 180-4 examples and NIST CAVP, SHA256ShortMsg.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmn"
        + "opqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func publishedVectors(message: String, digest: String) {
    var hash = SHA256()
    hash.update(Array(message.utf8))
    #expect(hash.hexadecimal == digest)
  }

  @Test func aMillionTimesA() {
    var hash = SHA256()
    let part = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
    for _ in 0..<1000 { hash.update(part) }
    #expect(
      hash.hexadecimal == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// However a message is cut up, the digest is the same; looking at it in between changes nothing.
  @Test func piecesDoNotMatter() {
    var random = SeededGenerator(seed: 1)
    for length in 0..<200 {
      let message = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      var whole = SHA256()
      whole.update(message)
      var pieces = SHA256()
      var position = 0
      while position < length {
        let next = Int.random(in: position...length, using: &random)
        pieces.update(Array(message[position..<next]))
        _ = pieces.finalize()
        position = next
      }
      #expect(pieces.finalize() == whole.finalize(), "length \(length)")
    }
  }
}
