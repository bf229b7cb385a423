extension LuaState {
  /// Makes `require(name)` return a value that the host made.
  package func setModule(_ name: String, _ value: LuaValue) throws(LuaError) {
    try call(try exported("setModule"), [.string(name), value], results: 0)
  }

  func installModuleFinder() throws(LuaError) {
    let finder = try makeSwiftFunction { [unowned self] arguments in
      let name = arguments.first?.text ?? ""
      guard let requireHandler else {
        throw LuaError(.runtime, "there is no module '\(name)'")
      }
      let found = try requireHandler(name)
      let chunk = fileChunk(found.chunkName)
      noteChunk(chunk)
      return [.string(found.text), .string(chunk)]
    }
    try call(try exported("setFinder"), [.function(finder)], results: 0)
  }
}
