extension LuaState {
  /// Makes `require(name)` return a value that the host made.
  package func setModule(_ name: String, _ value: LuaValue) throws(LuaError) {
    try call(try exported("setModule"), [.string(name), value], results: 0)
  }

  /// Has modules from files be loaded again when they are required next.
  package func forgetModules() throws(LuaError) {
    try call(try exported("forgetModules"), [], results: 0)
  }

  func installModuleFinder() throws(LuaError) {
    let finder = try makeSwiftFunction { [unowned self] arguments in
      let name = arguments.first?.text ?? ""
      guard let requireHandler else {
        throw LuaError(.runtime, "there is no module '\(name)'")
      }
      let requirer = arguments.dropFirst().first?.text.map { String($0.dropFirst()) }
      let found = try requireHandler(name, requirer)
      let chunk = fileChunk(found.chunkName)
      noteChunk(chunk)
      return [.string(found.text), .string(chunk)]
    }
    let checker = try makeSwiftFunction { [unowned self] arguments in
      guard let moduleHandler, arguments.count == 2, let chunk = arguments[0].text else {
        return []
      }
      try moduleHandler(String(chunk.dropFirst()), arguments[1])
      return []
    }
    try call(
      try exported("setFinder"), [.function(finder), .function(checker)], results: 0)
  }
}
