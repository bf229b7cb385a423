import Testing

@testable import IR

/// What is written is read back as it was, and what is no text of the form is refused with its line.
@Suite struct ReaderTests {
  @Test func readsWhatIsWritten() throws {
    var generator = FunctionMaker(state: 5)
    for _ in 0..<300 {
      let function = generator.function()
      let text = IRWriter.text(of: function)
      #expect(try IRReader.function(from: text) == function, "\(text)")
    }
  }

  @Test func readsKernels() throws {
    var generator = FunctionMaker(state: 6)
    for _ in 0..<100 {
      let stages = (0..<(1 + generator.below(3))).map { index in
        IRKernel.Stage(
          generator.function(), isVector: generator.below(2) == 0,
          isCompacted: index > 0 && generator.below(2) == 0)
      }
      var kernel = IRKernel(stages: stages, isSerial: generator.below(2) == 0)
      if generator.below(3) == 0 {
        kernel.prologue = IRKernel.Prologue(generator.function(), count: IRSlotID(2))
      }
      let text = IRWriter.text(of: kernel)
      #expect(try IRReader.kernel(from: text) == kernel, "\(text)")
    }
  }

  @Test(
    arguments: [
      0, 0x8000_0000_0000_0000, 1, 0x8000_0000_0000_0001, 0x000F_FFFF_FFFF_FFFF,
      0x7FEF_FFFF_FFFF_FFFF,
      0x7FF0_0000_0000_0000, 0xFFF0_0000_0000_0000, 0x7FF8_0000_0000_0000, 0xFFF8_0000_0000_0000,
      0x7FF0_0000_0000_0001, 0x7FF8_0000_DEAD_BEEF, 0x3FB9_9999_9999_999A, 0x4340_0000_0000_0001,
    ] as [UInt64]) func keepsEveryBitOfFloats(_ bits: UInt64) throws
  {
    var builder = IRBuilder("float")
    _ = builder.emit(.float(bits), [], .float)
    let read = try IRReader.function(from: IRWriter.text(of: builder.function))
    #expect(read == builder.function)
  }

  @Test(arguments: [
    ("", 1, "expected a function, found the end"),
    ("block0:\n  done", 1, "expected a function, found 'block0:'"),
    ("function name\nblock0:\n  done", 1, "expected the function's name between quotes"),
    ("function \"f\nblock0:\n  done", 1, "a quote is not closed"),
    ("function \"f\"\n  slot 1 \"x\": int64\nblock0:\n  done", 2, "expected slot 0"),
    ("function \"f\"\n  slot 0 \"x\": int16\nblock0:\n  done", 2, "expected a cell type"),
    ("function \"f\"\n  slot 0 \"x\": int64 owned\nblock0:\n  done", 2, "expected the end"),
    ("function \"f\"\n  callee 0 \"c\" int\nblock0:\n  done", 2, "expected '('"),
    ("function \"f\"\n  callee 0 \"c\"(number)\nblock0:\n  done", 2, "expected a type"),
    ("function \"f\"\n", 2, "expected block0, found the end"),
    ("function \"f\"\nblock1:\n  done", 2, "expected block0, found 'block1:'"),
    (
      "function \"f\"\nblock0:\n  v0: int = row\n", 4,
      "expected an instruction or the end of block0"
    ),
    ("function \"f\"\nblock0:\n  v0 = row\n  done", 3, "expected ':'"),
    (
      "function \"f\"\nblock0:\n  v0: int = rows\n  done", 3,
      "expected an instruction, found 'rows'"
    ),
    ("function \"f\"\nblock0:\n  v0: int = int 1.5\n  done", 3, "expected a whole number"),
    ("function \"f\"\nblock0:\n  v0: float = float one\n  done", 3, "expected a float"),
    ("function \"f\"\nblock0:\n  v0: bool = bool 1\n  done", 3, "expected 'true' or 'false'"),
    ("function \"f\"\nblock0:\n  v0: int = addInt v1,\n  done", 3, "expected a value"),
    ("function \"f\"\nblock0:\n  v9999999: int = row\n  done", 3, "too large"),
    ("function \"f\"\nblock0:\n  jump 1\n", 3, "expected a block"),
    ("function \"f\"\nblock0:\n  done\n  done\n", 4, "expected the end of the text"),
  ]) func saysWhatWasExpected(_ text: String, _ line: Int, _ message: String) {
    #expect {
      _ = try IRReader.function(from: text)
    } throws: { error in
      guard let error = error as? IRTextError else { return false }
      return error.line == line && error.message.contains(message)
    }
  }

  @Test func refusesStagesThatDisagree() {
    let stage = "function \"f\"\nblock0:\n  done\n"
    #expect(throws: IRTextError.self) {
      try IRReader.kernel(from: "stage 0 vector\n\(stage)stage 1 scalar, rows in order\n\(stage)")
    }
    #expect(throws: IRTextError.self) { try IRReader.kernel(from: "stage 1 vector\n\(stage)") }
    #expect(throws: IRTextError.self) { try IRReader.kernel(from: "stage 0 wide\n\(stage)") }
    #expect(throws: IRTextError.self) { try IRReader.kernel(from: "") }
  }

  /// Cut and changed texts are refused or read, and never trap.
  @Test func survivesDamagedTexts() throws {
    var generator = FunctionMaker(state: 7)
    var refused = 0
    for _ in 0..<3000 {
      var bytes = Array(IRWriter.text(of: generator.function()).utf8)
      for _ in 0...generator.below(3) {
        switch generator.below(3) {
        case 0: bytes[generator.below(bytes.count)] = UInt8(32 + generator.below(95))
        case 1: bytes.removeSubrange(generator.below(bytes.count)...)
        default: bytes.remove(at: generator.below(bytes.count))
        }
        if bytes.isEmpty { bytes = [10] }
      }
      do throws(IRTextError) {
        let function = try IRReader.function(from: String(decoding: bytes, as: UTF8.self))
        #expect(try IRReader.function(from: IRWriter.text(of: function)) == function)
        _ = IRVerifier.problems(of: function)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 1000 && refused < 3000)
  }
}
