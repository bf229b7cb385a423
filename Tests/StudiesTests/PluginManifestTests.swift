import Diagnostics
import Studies
import Testing

@Suite("Manifests, versions and permissions of plugins")
struct PluginManifestTests {
  private let good = """
    name = "shop"
    version = "1.2"
    valence = "0.1"
    summary = "Shops"
    permissions = ["read: ~/towns.csv", "read: ../data"]

    [requires]
    gains = "1.0"
    events = "2.1.3"

    [exports]
    measures = ["joy", "all"]
    initial_values = ["mood"]
    """

  private func findings(_ text: String) -> [Diagnostic] {
    do {
      _ = try PluginManifest(text: text, path: "Plugins/shop/plugin.toml", folder: "shop")
      return []
    } catch {
      return error.diagnostics
    }
  }

  @Test("everything that a manifest says is read, with its lines")
  func everything() throws {
    let manifest = try PluginManifest(text: good, path: "p/plugin.toml", folder: "shop")
    #expect(manifest.name == "shop" && manifest.summary == "Shops")
    #expect(manifest.version == PluginVersion(major: 1, minor: 2, patch: 0))
    #expect(manifest.permissions.map(\.permission) == [.read("~/towns.csv"), .read("../data")])
    #expect(manifest.requires.map(\.name).sorted() == ["events", "gains"])
    #expect(manifest.requires.first { $0.name == "events" }?.line == 9)
    #expect(manifest.exports.map(\.name).sorted() == ["all", "joy", "mood"])
    #expect(manifest.exports.first { $0.name == "mood" }?.sort == .initialValues)
    #expect(manifest.exports.first { $0.name == "joy" }?.line == 12)
  }

  private static let mistakes:
    [(find: String, put: String, line: Int?, says: String, hint: String?)] = [
      (
        "version = \"1.2\"", "version = \"one\"", 2, "'one' is no version of 'version'",
        "up to three"
      ),
      ("version = \"1.2\"", "version = 1.2", 2, "'version' must be a text", "1.0.0"),
      (
        "version = \"1.2\"", "version = \"1.2.3.4\"", 2, "'1.2.3.4' is no version of 'version'",
        "three"
      ),
      (
        "valence = \"0.1\"", "valence = \"0.2\"", 3,
        "the plugin needs Valence 0.2.0, and this is 0.1.0", "older"
      ),
      (
        "name = \"shop\"", "name = \"mall\"", 1,
        "the plugin is called 'mall', but its folder 'shop'", "require"
      ),
      (
        "name = \"shop\"", "name = \"my shop\"", 1, "a plugin cannot be called 'my shop'", "letters"
      ),
      (
        "name = \"shop\"", "name = \"valence\"", 1, "'valence' is a module of Valence itself",
        "another"
      ),
      (
        "summary = \"Shops\"", "summry = \"Shops\"", nil, "the manifest needs 'summary'",
        "for example"
      ),
      (
        "read: ~/towns.csv", "write: ~/towns.csv", 5, "there is no permission 'write: ~/towns.csv'",
        "read: PATH"
      ),
      (
        "gains = \"1.0\"", "gains = 1", 8,
        "a plugin that is required is written NAME = \"VERSION\"", "gains"
      ),
      ("measures", "measure", 12, "there are no exports of the sort 'measure'", "'measures'"),
      ("\"all\"", "\"joy\"", 12, "'joy' is exported twice", nil),
      ("\"all\"", "2", 12, "an export is the name of an entry of the plugin's table", nil),
      ("[\"mood\"]", "\"mood\"", 13, "'initial_values' must be a list of names", nil),
      ("[exports]", "[exprots]", 11, "a manifest has no entry 'exprots'", "'exports'"),
    ]

  @Test(
    "a mistake is said at its line, with what was expected", arguments: 0..<15)
  func mistakes(index: Int) throws {
    try #require(Self.mistakes.count == 15)
    let (find, put, line, says, hint) = Self.mistakes[index]
    let found = findings(good.replacing(find, with: put)).filter { $0.message == says }
    try #require(found.count == 1, "\(findings(good.replacing(find, with: put)))")
    #expect(found[0].location?.line == line)
    #expect(hint.map { hint in found[0].hints.contains { $0.contains(hint) } } ?? true)
  }

  @Test("what is no TOML is one finding, with its line")
  func syntax() {
    let found = findings("name = \"shop\"\nversion = \n")
    #expect(found.count == 1 && found[0].message.hasPrefix("no TOML: "))
    #expect(found.first?.location?.line == 2)
  }

  @Test(
    "a version does for a need up to the first change that may break something",
    arguments: [
      ("1.0.0", "1.0", true), ("1.4.2", "1.0", true), ("2.0.0", "1.0", false),
      ("1.0.0", "1.0.1", false),
      ("0.1.0", "0.1", true), ("0.1.9", "0.1.2", true), ("0.2.0", "0.1", false),
      ("0.0.3", "0.0.3", true),
      ("0.0.4", "0.0.3", false), ("1.0.0", "0.1", false),
    ])
  func versions(version: String, need: String, does: Bool) throws {
    let (version, need) = (try #require(PluginVersion(version)), try #require(PluginVersion(need)))
    #expect(version.satisfies(need) == does)
  }

  @Test("paths of permissions are seen from the plugin, or from the user's folder")
  func paths() throws {
    #expect(
      PluginPermission.read("../data").path(from: "/home/me/Plugins/shop")
        == "/home/me/Plugins/data")
    #expect(PluginPermission.read("/data/x").path(from: "/home/me") == "/data/x")
    #expect(PluginPermission("read: a b") == .read("a b"))
    #expect(PluginPermission("read:") == nil && PluginPermission("run: x") == nil)
    #expect(PluginPermission("read: a\nb") == nil)
  }

  @Test("grants are kept as text, and belong to a folder")
  func grants() throws {
    var grants = PluginGrants([.init(folder: "/a", permission: .read("x y"))])
    grants.grant(.init(folder: "/b", permission: .read("~")))
    #expect(PluginGrants(text: grants.text + "junk\n\n").grants == grants.grants)
    grants.revoke(folder: "/a")
    #expect(grants.text == "read: ~\t/b\n")
  }
}
