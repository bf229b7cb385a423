extension HTMLPage {
  /// The style sheet: one column of text, tables that scroll inside it, light and dark by the
  /// reader's setting, and print.
  ///
  /// Colours after Okabe & Ito 2008, darkened or lightened to a contrast of 4.5 on their ground.
  static let style: StaticString = """
    :root {
      color-scheme: light dark;
      --paper: #ffffff; --raised: #f5f6f7; --ink: #1b1f23; --muted: #57606a; --line: #d5d9dd;
      --accent: #0067a3; --alert-ground: #fff5e5; --alert-line: #b36b00;
      --s1: #0067a3; --s2: #b84a00; --s3: #00734f; --s4: #9c3b78;
      --s5: #80600a; --s6: #4b57c0; --s7: #57606a; --s8: #7a4a1c;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14171a; --raised: #1d2125; --ink: #e4e7ea; --muted: #a3acb5; --line: #3a4148;
        --accent: #6cbcf2; --alert-ground: #2b2314; --alert-line: #e0a13c;
        --s1: #6cbcf2; --s2: #ff9f66; --s3: #4fd0a6; --s4: #ec9fcd;
        --s5: #e6c05a; --s6: #aab2ff; --s7: #b4bdc6; --s8: #d8a878;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.55 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
    }
    main, header, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
    header { padding-top: 2.5rem; }
    footer { padding-bottom: 3rem; color: var(--muted); font-size: 0.875rem; }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.4rem; }
    h2 {
      font-size: 1.3rem; line-height: 1.3; margin: 2.8rem 0 0.8rem; padding-top: 0.7rem;
      border-top: 1px solid var(--line);
    }
    h3 { font-size: 1.05rem; margin: 1.6rem 0 0.4rem; }
    h1, h2, h3, p, li, td, th, dd { overflow-wrap: break-word; }
    p, ul, dl { margin: 0.5rem 0; max-width: 46rem; }
    ul { padding-left: 1.2rem; }
    li { margin: 0.25rem 0; }
    a { color: var(--accent); }
    a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
      outline: 3px solid var(--accent); outline-offset: 2px;
    }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); padding: 0.4rem 0.8rem; }
    .question { font-size: 1.15rem; color: var(--muted); margin: 0 0 0.8rem; }
    .facts, .quiet { color: var(--muted); font-size: 0.9rem; }
    nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; }
    nav { font-size: 0.9rem; margin-top: 1rem; }
    .alert {
      background: var(--alert-ground); border-left: 4px solid var(--alert-line);
      padding: 0.6rem 1rem; margin: 1.2rem 0; max-width: 46rem;
    }
    .alert p { margin: 0.1rem 0; }
    .evidence { color: var(--muted); }
    .badge {
      display: inline-block; font-size: 0.78rem; font-weight: 400; line-height: 1.4;
      border: 1px solid var(--line); border-radius: 0.8rem; padding: 0 0.55rem;
      margin-left: 0.4rem; color: var(--muted); white-space: nowrap;
    }
    td .badge:first-child { margin-left: 0; }
    .badge.own { border-color: var(--alert-line); color: var(--ink); }
    .scroll { overflow-x: auto; margin: 0.8rem 0; }
    table { border-collapse: collapse; font-size: 0.92rem; min-width: 60%; }
    caption { text-align: left; color: var(--muted); padding: 0 0 0.5rem; }
    th, td { text-align: left; vertical-align: top; padding: 0.32rem 0.8rem 0.32rem 0; }
    thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; font-weight: 600; }
    tbody th { font-weight: 400; min-width: 8rem; max-width: 22rem; }
    tbody td { max-width: 32rem; }
    tbody tr { border-bottom: 1px solid var(--line); }
    tbody th.group { font-weight: 600; padding-top: 1.1rem; max-width: none; }
    td.number, th.number {
      text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums;
    }
    thead th.number { white-space: normal; max-width: 14rem; }
    td.clear { font-weight: 600; }
    .tall { max-height: 34rem; overflow-y: auto; }
    .tall thead th {
      position: sticky; top: 0; background: var(--paper); border-bottom: none;
      box-shadow: inset 0 -2px var(--ink);
    }
    .absent { color: var(--muted); font-style: italic; }
    td.absent { white-space: normal; }
    .reason { display: block; color: var(--muted); font-style: italic; font-size: 0.85rem; }
    tr.reasons td { color: var(--muted); font-style: italic; font-size: 0.85rem; padding-top: 0; }
    tr.explained { border-bottom: none; }
    .hash, .path { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 0.85em; }
    .hash { word-break: break-all; }
    figure { margin: 1.4rem 0; }
    figcaption { font-weight: 600; margin-bottom: 0.3rem; }
    .chart { min-height: 4rem; overflow: hidden; width: 100%; }
    .chart svg { display: block; max-width: 100%; }
    #vg-tooltip-element {
      background: var(--paper); color: var(--ink); border: 1px solid var(--line);
      border-radius: 4px; padding: 0.4rem 0.6rem; font-size: 0.8rem; position: fixed;
      visibility: hidden; pointer-events: none; z-index: 1000; max-width: 22rem;
    }
    #vg-tooltip-element.visible { visibility: visible; }
    #vg-tooltip-element table { min-width: 0; font-size: inherit; }
    #vg-tooltip-element tr { border: none; }
    #vg-tooltip-element td { padding: 0 0.6rem 0 0; }
    summary { cursor: pointer; color: var(--accent); margin: 0.6rem 0; }
    pre {
      background: var(--raised); border: 1px solid var(--line); border-radius: 4px;
      padding: 0.9rem 1rem; overflow-x: auto; font-size: 0.84rem; line-height: 1.5; tab-size: 2;
      font-family: ui-monospace, "DejaVu Sans Mono", monospace;
    }
    @media print {
      :root {
        --paper: #ffffff; --raised: #ffffff; --ink: #000000; --muted: #444444; --line: #bbbbbb;
        --accent: #000000; --alert-ground: #ffffff; --alert-line: #000000;
        --s1: #0067a3; --s2: #b84a00; --s3: #00734f; --s4: #9c3b78;
        --s5: #80600a; --s6: #4b57c0; --s7: #57606a; --s8: #7a4a1c;
      }
      body { font-size: 10.5pt; }
      nav, .skip { display: none; }
      details::details-content { content-visibility: visible; }
      .scroll { overflow: visible; max-height: none; }
      .tall thead th { position: static; }
      .chart svg { height: auto; }
      figure details { display: none; }
      figure, tr { break-inside: avoid; }
      h2, h3, figcaption, caption { break-after: avoid; }
      pre { white-space: pre-wrap; }
    }

    """
}
