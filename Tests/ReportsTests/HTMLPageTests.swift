import Statistics
import Testing

@testable import Reports

@Suite struct HTMLPageTests {
  static let models = [Fixture.small, Fixture.large, Fixture.hostile, Fixture.findings]

  @Test(arguments: models)
  func isWellFormed(model: ReportModel) {
    let checker = MarkupChecker(HTMLPage(model).rendered())
    #expect(checker.problems == [])
  }

  @Test(arguments: models)
  func givesTheSameBytes(model: ReportModel) {
    #expect(HTMLPage(model).rendered() == HTMLPage(model).rendered())
  }

  /// Nothing to load, nothing to run: no element or attribute that could.
  @Test(arguments: models)
  func isSelfContained(model: ReportModel) {
    let checker = MarkupChecker(HTMLPage(model).rendered())
    let forbidden = ["script", "link", "img", "iframe", "object", "embed", "form", "base", "image"]
    for element in checker.elements {
      #expect(!forbidden.contains(element.name))
      for (name, value) in element.attributes {
        #expect(!name.hasPrefix("on") && name != "src" && name != "style")
        if name == "href" { #expect(value.hasPrefix("#")) }
      }
    }
    let style = HTMLPage.style.description
    #expect(!style.contains("url(") && !style.contains("@import"))
    #expect(
      checker.elements.contains {
        $0.attributes["http-equiv"] == "Content-Security-Policy"
          && $0.attributes["content"]?.hasPrefix("default-src 'none'") == true
      })
  }

  @Test(arguments: models)
  func isAccessible(model: ReportModel) {
    let elements = MarkupChecker(HTMLPage(model).rendered()).elements
    let ids = elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for element in elements {
      if let target = element.attributes["href"] {
        #expect(ids.contains(String(target.dropFirst())))
      }
      for id in element.attributes["aria-labelledby"]?.split(separator: " ") ?? [] {
        #expect(ids.contains(String(id)))
      }
      if element.name == "th" { #expect(element.attributes["scope"] != nil) }
      if element.name == "svg" {
        #expect(element.attributes["role"] == "img")
        #expect(element.attributes["aria-labelledby"] != nil)
      }
    }
    let tables = elements.count { $0.name == "table" }
    #expect(tables == elements.count { $0.name == "caption" })
    #expect(elements.count { $0.name == "h1" } == 1)
    #expect(elements.first { $0.name == "html" }?.attributes["lang"] == "en")
  }

  @Test func hostileTextStaysText() {
    let page = HTMLPage(Fixture.hostile).rendered()
    #expect(!page.contains("<script"))
    for scalar in page.unicodeScalars {
      #expect(!PlainText.isReordering(scalar))
      #expect(scalar == "\n" || !PlainText.isControl(scalar))
    }
    // Readable as it was typed, with what would act made visible.
    let checker = MarkupChecker(page)
    #expect(
      checker.text.contains(
        "<script>alert(1)</script>\"'&\u{FFFD}[31m\u{27E8}U+202E\u{27E9}\u{FFFD}]]>"))
    #expect(checker.text.contains("return '</pre></code>'"))
  }

  /// Names of random characters, those with a meaning in HTML among them.
  @Test func anyTextIsSafe() {
    var generator = TestGenerator(seed: 99)
    let special = Array("<>&\"'/=;!-[]#\u{0}\u{1}\u{D}\n\t\u{FFFE}\u{202E}".unicodeScalars)
    for _ in 0..<60 {
      var name = String.UnicodeScalarView()
      for _ in 0..<Int(generator.bits() % 12) {
        let random = Unicode.Scalar(UInt32(generator.bits() % 0x11_0000)) ?? "x"
        let pick = special[Int(generator.bits() % UInt64(special.count))]
        name.append(generator.bits() % 2 == 0 ? random : pick)
      }
      var model = Fixture.small
      model.title = String(name)
      model.studySource = String(name)
      model.scenarios[1].name = String(name)
      model.measures[0].name = String(name)
      model.measures[0].labels = [String(name)]
      model.tables[0].header[0] = String(name)
      let page = HTMLPage(model).rendered()
      #expect(MarkupChecker(page).problems == [])
      #expect(!page.unicodeScalars.contains { $0 != "\n" && $0 != "\t" && PlainText.isControl($0) })
    }
  }

  @Test func showsWhatIsMissing() {
    let text = MarkupChecker(HTMLPage(Fixture.small).rendered()).text
    #expect(text.contains("1 error ended a replicate, a measure or a table"))
    #expect(text.contains("small.lua:3: attempt to index nil"))
    #expect(text.contains("undefined: no_twin (3 of 3)"))
    #expect(text.contains("undefined: no_events (1 of 3)"))
    #expect(text.contains("own operationalisation"))
    #expect(text.contains("valence run small.lua"))
    #expect(text.contains("abc123"))
    #expect(text.contains("All behaviour is assumed."))
  }

  @Test func sectionsWithoutContentAreLeftOut() {
    let model = ReportModel(
      title: "bare", studyFile: "bare.lua", scenarios: [.init(name: "only")],
      measures: [.init(name: "m")], cells: [[.init(Estimate(Fixture.values([1, 2])))]])
    let checker = MarkupChecker(HTMLPage(model).rendered())
    let sections = checker.elements.filter { $0.name == "section" }.map { $0.attributes["id"] }
    #expect(sections == ["summary", "comparison", "scenarios", "measures", "statistics"])
    #expect(!checker.text.contains("Difference"))
  }

  @Test func anEmptyModelIsAPage() {
    let model = ReportModel(
      title: "", studyFile: "", scenarios: [], measures: [], cells: [])
    #expect(MarkupChecker(HTMLPage(model).rendered()).problems == [])
  }

  @Test func longSeriesAreThinned() {
    var model = Fixture.small
    let long = (0..<20_000).map { Double($0) }
    model.series = [.init(name: "long", lines: [.init(scenario: "off", mean: long)])]
    let page = HTMLPage(model).rendered()
    #expect(page.utf8.count < 120_000)
    #expect(page.contains("one step in 334"))
    #expect(page.contains("20\u{202F}000</th>") || page.contains(">20000</th>"))
  }
}
