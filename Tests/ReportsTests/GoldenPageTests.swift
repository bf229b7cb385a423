import Statistics
import Testing

@testable import Reports

/// The smallest page with a comparison, to the letter; its style sheet is left out.
@Suite struct GoldenPageTests {
  private static let model: ReportModel = {
    let base = Fixture.values([1, 2, 3])
    let app = Fixture.values([2, 3.1, 4.2])
    return ReportModel(
      title: "Tiny", studyFile: "tiny.lua",
      scenarios: [
        .init(name: "on & on", settings: [.init("reach", "0.5")], twin: "off"),
        .init(name: "off", isBaseline: true),
      ],
      measures: [.init(name: "gain", unit: "EUR", source: "Someone 1999")],
      cells: [
        [
          .init(
            Estimate(app), difference: .init(against: "off", .init(scenario: app, twin: base)))
        ],
        [.init(Estimate(base))],
      ],
      provenance: .init(rows: [.init("seed", "7")]), studySource: "return {}\n")
  }()

  @Test func page() {
    let style = HTMLPage.style.description
    let page = HTMLPage(Self.model).rendered()
    #expect(page.contains(style))
    #expect(page.split(separator: style).joined() == Self.expected)
  }

  private static let expected = #"""
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"/>
    <meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <title>Tiny</title><style></style>
    </head>
    <body><a class="skip" href="#content">Skip to the results</a><header><h1>Tiny</h1>
    <p class="facts"><code class="path">tiny.lua</code>: 2 scenarios, 1 measure</p>
    <nav aria-label="Contents"><ul><li><a href="#summary">In short</a></li>
    <li><a href="#comparison">Comparison</a></li>
    <li><a href="#differences">Differences at a glance</a></li>
    <li><a href="#scenarios">Scenarios</a></li>
    <li><a href="#measures">Measures</a></li>
    <li><a href="#statistics">Statistics in full</a></li>
    <li><a href="#provenance">Where the numbers come from</a></li>
    <li><a href="#source">The study</a></li>
    </ul>
    </nav>
    </header>
    <main id="content"><section id="summary" aria-labelledby="summary-heading"><h2 id="summary-heading">In short</h2>
    <h3><bdi>on &amp; on</bdi>, compared with <bdi>off</bdi></h3>
    <p class="quiet">reach = 0.5</p>
    <ul><li><strong><bdi>gain</bdi></strong> is higher by 1.10 EUR<span class="evidence"> (95 % interval 0.85 to 1.35; 3 pairs)</span></li>
    </ul>
    <p class="quiet">Higher and lower are said where the 95 % interval of the paired difference leaves out zero; neither is a judgement.</p>
    </section>
    <section id="comparison" aria-labelledby="comparison-heading"><h2 id="comparison-heading">Comparison</h2>
    <p>Means over the n replicates of a scenario, with Student’s t intervals; a difference pairs each replicate with the same replicate of the other scenario.</p>
    <div class="scroll" role="region" tabindex="0" aria-label="Scenarios by measure"><table><caption>Scenarios by measure</caption>
    <thead><tr><th scope="col">Scenario</th><th scope="col" class="number">Mean</th><th scope="col" class="number">95 % interval</th><th scope="col" class="number">n</th><th scope="col" class="number">Difference to off</th><th scope="col" class="number">95 % interval</th><th scope="col" class="number">Pairs</th></tr>
    </thead>
    <tbody><tr><th scope="rowgroup" class="group" colspan="7">gain (EUR)</th></tr>
    <tr><th scope="row"><bdi>off</bdi> (baseline)</th><td class="number">2.0</td><td class="number">[−0.5, 4.5]</td><td class="number">3</td><td colspan="3"></td></tr>
    <tr><th scope="row"><bdi>on &amp; on</bdi></th><td class="number">3.1</td><td class="number">[0.4, 5.8]</td><td class="number">3</td><td class="number clear">+1.10</td><td class="number">[+0.85, +1.35]</td><td class="number">3</td></tr>
    </tbody>
    </table>
    </div>
    </section>
    <section id="differences" aria-labelledby="differences-heading"><h2 id="differences-heading">Differences at a glance</h2>
    <p>Paired differences, scenario minus off, with 95 % intervals. A dot is filled where the interval leaves out zero.</p>
    <figure aria-labelledby="difference-1-caption"><figcaption id="difference-1-caption">gain (EUR): differences</figcaption>
    <p class="quiet">The chart is not here: its runtime was not on the machine that wrote this page. “valence charts” fetches it, then “valence report --store FILE FOLDER” writes the page again. The numbers are below.</p>
    <p class="quiet">Dots with intervals for 1 of the study’s scenarios. Intervals that leave out zero: on &amp; on.</p>
    <details><summary>Numbers</summary>
    <div class="scroll" role="region" tabindex="0" aria-label="gain (EUR): differences"><table><caption></caption>
    <thead><tr><th scope="col">scenario</th><th scope="col" class="number">difference</th><th scope="col" class="number">low</th><th scope="col" class="number">high</th><th scope="col" class="number">pairs</th></tr>
    </thead>
    <tbody><tr><th scope="row">on &amp; on</th><td class="number">1.1</td><td class="number">0.8516</td><td class="number">1.348</td><td class="number">3</td></tr>
    </tbody>
    </table>
    </div>
    </details>
    </figure>
    </section>
    <section id="scenarios" aria-labelledby="scenarios-heading"><h2 id="scenarios-heading">Scenarios</h2>
    <div class="scroll" role="region" tabindex="0" aria-label="What every scenario sets, beside the study’s own parameters"><table><caption>What every scenario sets, beside the study’s own parameters</caption>
    <thead><tr><th scope="col">Scenario</th><th scope="col">Sets</th><th scope="col">Compared with</th></tr>
    </thead>
    <tbody><tr><th scope="row">off</th><td>nothing</td><td>the baseline</td></tr>
    <tr><th scope="row">on &amp; on</th><td>reach = 0.5</td><td>off</td></tr>
    </tbody>
    </table>
    </div>
    </section>
    <section id="measures" aria-labelledby="measures-heading"><h2 id="measures-heading">Measures</h2>
    <div class="scroll" role="region" tabindex="0" aria-label="How it is measured"><table><caption>How it is measured</caption>
    <thead><tr><th scope="col">Measure</th><th scope="col">Unit and range</th><th scope="col">About</th><th scope="col">Definition</th><th scope="col">Source</th></tr>
    </thead>
    <tbody><tr><th scope="row">gain</th><td>EUR</td><td>–</td><td>–</td><td>Someone 1999</td></tr>
    </tbody>
    </table>
    </div>
    </section>
    <section id="statistics" aria-labelledby="statistics-heading"><h2 id="statistics-heading">Statistics in full</h2>
    <details><summary>Spread between replicates, tests, effect sizes, bootstrap intervals and what pairing saves</summary>
    <div class="scroll" role="region" tabindex="0" aria-label="The gain by pairing says how many times more replicates independent scenarios would need for the same interval; p values are two-sided, of the paired t test, as it is and adjusted for all differences here, and of random flips of signs; the standardised difference is in standard deviations of the differences; superiority is the share of replicates in which the scenario is above its twin"><table><caption>The gain by pairing says how many times more replicates independent scenarios would need for the same interval; p values are two-sided, of the paired t test, as it is and adjusted for all differences here, and of random flips of signs; the standardised difference is in standard deviations of the differences; superiority is the share of replicates in which the scenario is above its twin</caption>
    <thead><tr><th scope="col">Scenario</th><th scope="col">Measure</th><th scope="col" class="number">Standard deviation</th><th scope="col" class="number">Monte Carlo error</th><th scope="col" class="number">t</th><th scope="col" class="number">Degrees of freedom</th><th scope="col" class="number">p</th><th scope="col" class="number">p, adjusted (Holm)</th><th scope="col" class="number">p of sign flips</th><th scope="col" class="number">Standardised difference</th><th scope="col" class="number">Superiority</th><th scope="col" class="number">BCa interval of the mean</th><th scope="col" class="number">BCa interval of the difference</th><th scope="col" class="number">Gain by pairing</th></tr>
    </thead>
    <tbody><tr><th scope="row">off</th><td>gain</td><td class="number">1</td><td class="number">0.577</td><td class="number">–</td><td class="number">–</td><td class="number">–</td><td class="number">–</td><td class="number">–</td><td class="number">–</td><td class="number">–</td><td class="number">–</td><td class="number">–</td><td class="number">–</td></tr>
    <tr><th scope="row">on &amp; on</th><td>gain</td><td class="number">1.1</td><td class="number">0.635</td><td class="number">19.05</td><td class="number">2</td><td class="number">0.00274</td><td class="number">–</td><td class="number">–</td><td class="number">–</td><td class="number">–</td><td class="number">–</td><td class="number">–</td><td class="number">221</td></tr>
    </tbody>
    </table>
    </div>
    </details>
    </section>
    <section id="provenance" aria-labelledby="provenance-heading"><h2 id="provenance-heading">Where the numbers come from</h2>
    <div class="scroll" role="region" tabindex="0" aria-label="The run"><table><caption>The run</caption>
    <thead><tr><th scope="col">What</th><th scope="col">Value</th></tr>
    </thead>
    <tbody><tr><th scope="row">seed</th><td><code class="hash">7</code></td></tr>
    </tbody>
    </table>
    </div>
    </section>
    <section id="source" aria-labelledby="source-heading"><h2 id="source-heading">The study</h2>
    <p><code class="path">tiny.lua</code></p>
    <pre tabindex="0" role="region" aria-label="Source of the study"><code>return {}
    </code></pre>
    </section>
    </main>
    <footer><p>Made by Valence. This file is complete: it loads nothing and runs nothing.</p>
    </footer>
    </body>
    </html>

    """#
}
