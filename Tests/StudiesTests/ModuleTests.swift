import Diagnostics
import Glibc
import LuaRuntime
import Studies
import Testing

@Suite("Modules of plugins in studies")
struct ModuleTests {
  private let plain = """
    local valence, shop = require "valence", require "shop"
    return valence.study {
      name = "s", steps = 2, actors = { consumer = { count = 3, fields = { mood = 0 } } },
      values = {
        shop.joy { of = "consumer" },
      },
    }
    """

  private let shop = """
    local valence = require "valence"
    local words = require "shop.words"
    local shop = {}

    --- Joy.
    function shop.joy(given)
      local options = valence.options("shop.joy", given, { of = "string" }, { "of" })
      return valence.value { words.joy, of = options.of, function(self) return self.mood end }
    end

    return shop
    """

  private static func manifest(_ name: String) -> String {
    "name = '\(name)'\nversion = '1.0'\nvalence = '0.1'\nsummary = 'For tests'\n"
  }

  private func folder(_ files: [String: String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write([
      "Plugins/shop/init.lua": shop, "Plugins/shop/words.lua": "return { joy = 'joy' }",
      "Plugins/shop/plugin.toml": Self.manifest("shop"),
    ])
    try folder.write(files)
    return folder
  }

  private func load(
    _ text: String, in folder: TemporaryFolder, at place: String = "study.lua",
    plugins: PluginPlaces = PluginPlaces()
  ) throws(DiagnosticList) -> Study {
    let path = folder.path + "/" + place
    return try StudyLoader.load(
      path: path, text: text, data: StudyFolder(ofStudy: path), plugins: plugins
    ).study
  }

  private func finding(
    _ text: String, in folder: TemporaryFolder, plugins: PluginPlaces = PluginPlaces()
  ) throws -> Diagnostic {
    do {
      _ = try load(text, in: folder, plugins: plugins)
    } catch {
      try #require(error.diagnostics.count == 1, "\(error.diagnostics)")
      var found = error.diagnostics[0]
      found.location?.file.trimPrefix(folder.path + "/")
      return found
    }
    throw Diagnostic("nothing was wrong")
  }

  @Test("a plugin beside the study, with a part, is found, also on loading again")
  func found() throws {
    let folder = try folder([:])
    let study = try load(plain, in: folder)
    #expect(study.values.map(\.name) == ["joy"])
    try folder.write(["Plugins/shop/init.lua": "return 'other text'"])
    #expect(try StudyLoader.reload(study).functions.count == 1)
  }

  @Test("a plugin above the study is found up to the project's root")
  func above() throws {
    let folder = try folder(["deep/down/x": "", "deep/.git": ""])
    #expect(throws: DiagnosticList.self) { try load(plain, in: folder, at: "deep/down/study.lua") }
    try folder.remove("deep/.git")
    #expect(throws: DiagnosticList.self) { try load(plain, in: folder, at: "deep/down/study.lua") }
    try folder.write([".luarc.json": "{}"])
    #expect(try load(plain, in: folder, at: "deep/down/study.lua").values.count == 1)
  }

  @Test("a script inside a plugin sees it and its neighbours")
  func inside() throws {
    let folder = try folder(["Plugins/shop/examples/x": ""])
    #expect(try load(plain, in: folder, at: "Plugins/shop/examples/study.lua").values.count == 1)
  }

  @Test("built-in and installed plugins are found; two of one name are named")
  func collision() throws {
    let folder = try folder([
      "other/shop/init.lua": shop, "other/mall/init.lua": "return {}",
      "other/mall/plugin.toml": Self.manifest("mall"),
    ])
    let other = PluginPlaces(installed: folder.path + "/other")
    let mall = plain.replacing("local valence,", with: "require 'mall' local valence,")
    #expect(try finding(mall, in: folder, plugins: other).message.hasPrefix("there are 2 plugins"))
    let found = try finding(plain, in: folder, plugins: other)
    #expect(found.message.contains("Plugins/shop' (project) and"))
    #expect(found.message.contains("other/shop' (installed)"))
    #expect(found.location?.line == 1)
    let same = PluginPlaces(builtIn: folder.path + "/other/../Plugins")
    #expect(try load(plain, in: folder, plugins: same).values.count == 1)
  }

  @Test(
    "what is wrong with a call is said at the study's line",
    arguments: [
      ("{ off = 1 }", "shop.joy has no option 'off'", "did you mean 'of'?"),
      ("{ of = 3 }", "'of' of shop.joy must be a string, not a number", nil),
      ("{}", "shop.joy needs 'of'", nil),
      ("'consumer'", "shop.joy takes a table of options, { name = value }, not a string", nil),
    ])
  func options(given: String, says: String, hint: String?) throws {
    let text = plain.replacing("{ of = \"consumer\" }", with: "(\(given))")
    let found = try finding(text, in: try folder([:]))
    #expect(found.location?.description == "study.lua:5")
    #expect(found.message == says + (hint.map { "; \($0)" } ?? ""))
    #expect(found.sourceLine?.contains("shop.joy") == true)
  }

  @Test("what a plugin made is placed at the study's call, its functions where they stand")
  func places() throws {
    let wrong = shop.replacing("of = options.of", with: "of = options.of, untis = 1")
    let table = try finding(plain, in: try folder(["Plugins/shop/init.lua": wrong]))
    #expect(table.location?.description == "study.lua:5")
    #expect(table.hints.last?.hasSuffix("Plugins/shop/init.lua:8") == true)
    let misspelt = shop.replacing("self.mood", with: "self.moood")
    let function = try finding(plain, in: try folder(["Plugins/shop/init.lua": misspelt]))
    #expect(function.location?.description == "Plugins/shop/init.lua:8")
    #expect(function.sourceLine?.contains("self.moood") == true)
  }

  @Test("nothing is required while a study runs")
  func late() throws {
    let late = shop.replacing("return self.mood", with: "return require('shop') and self.mood")
    let found = try finding(plain, in: try folder(["Plugins/shop/init.lua": late]))
    #expect(found.location?.description == "Plugins/shop/init.lua:8")
    #expect(found.message == "'require' works only while a study is loaded")
    #expect(found.hints.last?.hasPrefix("used by value 'joy', ") == true)
    #expect(found.hints.last?.hasSuffix("/study.lua:5") == true)
  }

  @Test(
    "a broken, missing or circular module gives one message",
    arguments: [
      (
        "Plugins/shop/words.lua", "return {", "Plugins/shop/words.lua:1",
        "unexpected symbol near <eof>"
      ),
      ("Plugins/shop/words.lua", "\nerror 'no luck'", "Plugins/shop/words.lua:2", "no luck"),
      (
        "Plugins/shop/words.lua", "require 'shop'", "Plugins/shop/words.lua:1",
        "modules require each other: shop -> shop.words -> shop"
      ),
      (
        "Plugins/shop/init.lua", "require 'shop.wrods'", "Plugins/shop/init.lua:1",
        "plugin 'shop' has no part 'wrods'"
      ),
      (
        "Plugins/shop/init.lua", "require '../x'", "Plugins/shop/init.lua:1",
        "'../x' is no name of a module"
      ),
      (
        "Plugins/shop/init.lua", "require 'shpo'", "Plugins/shop/init.lua:1",
        "there is no module 'shpo'"
      ),
    ])
  func broken(file: String, text: String, place: String, says: String) throws {
    let found = try finding(plain, in: try folder([file: text]))
    #expect(found.location?.description == place)
    #expect(found.message == says)
  }
}

/// A folder that is there as long as the value is.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/valence-plugins-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit { Self.delete(path) }

  func write(_ files: [String: String]) throws {
    for (place, text) in files {
      let file = path + "/" + place
      _ = FilePath.makeFolder(FilePath.folder(of: file))
      let stream = try #require(fopen(file, "w"))
      fputs(text, stream)
      fclose(stream)
    }
  }

  func remove(_ place: String) throws { try #require(unlink(path + "/" + place) == 0) }

  private static func delete(_ path: String) {
    for name in FilePath.names(in: path) { delete(path + "/" + name) }
    _ = Glibc.remove(path)
  }
}
