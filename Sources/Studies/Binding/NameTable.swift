import CLua
import Glibc

/// Names that rules ask for while a world runs, found by their bytes without making a `String`.
final class NameTable {
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  /// Where each name ends.
  private let ends: UnsafeMutableBufferPointer<Int>

  init(_ names: [String]) {
    bytes = .allocate(capacity: names.reduce(1) { $0 + $1.utf8.count })
    ends = .allocate(capacity: names.count)
    var end = 0
    for (index, name) in names.enumerated() {
      for byte in name.utf8 {
        bytes.initializeElement(at: end, to: byte)
        end += 1
      }
      ends.initializeElement(at: index, to: end)
    }
  }

  deinit {
    bytes.deallocate()
    ends.deallocate()
  }

  /// The position of the text in a slot; `nil`: it is no text, or none of the names.
  func position(of slot: CLuaSlot) -> Int? {
    guard slot.type == CLUA_STRING, let text = slot.string, let base = bytes.baseAddress else {
      return nil
    }
    let length = Int(slot.length)
    var start = 0
    for index in ends.indices {
      let end = ends[index]
      if end - start == length, memcmp(base + start, text, length) == 0 { return index }
      start = end
    }
    return nil
  }
}

extension UnsafeMutablePointer where Pointee == CLuaFrame {
  /// The position of argument `index` among some names.
  func position(_ index: Int, in names: NameTable) -> Int? {
    index < Int(pointee.argumentCount) ? names.position(of: arguments[index]) : nil
  }
}
