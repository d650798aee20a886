/// How a page looks: one quiet column, system fonts, colours that colour-blind readers tell apart, in the light, in the dark and on paper.
enum Stylesheet {
    static let rules = [colours, text, parts, tables, charts, media].joined(separator: "\n")

    /// Every colour by its role. Text has a contrast of 4.5 or more, what must be seen in a chart 3 or more.
    private static let colours = """
        :root {
          color-scheme: light dark;
          --paper: #fcfbf9; --ink: #1b1f24; --soft: #555c65; --line: #d9dce0; --grid: #e6e8eb; --wash: #f3f3f0;
          --c1: #1f5f9e; --c2: #b4541a; --c3: #17735f; --c4: #7a4fa3; --cm: #757d87; --ca: #b3261e;
          --r0: #f0f4f9; --r1: #d9e6f3; --r2: #b9d2ea; --r3: #8fb6dc; --r4: #6b9dcd; --r5: #2f6ca8; --r6: #174a7c;
          --low: #14202c; --mid: #14202c; --high: #ffffff;
          --w1: #fbe3dc; --w2: #f3b7a8; --w3: #e27763;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --paper: #14171b; --ink: #e8eaed; --soft: #a8b0ba; --line: #363d46; --grid: #282e36; --wash: #1c2026;
            --c1: #7ab3ec; --c2: #eb9a5b; --c3: #5fc4a9; --c4: #c09be6; --cm: #8d96a1; --ca: #ff8a80;
            --r0: #1d2732; --r1: #22384f; --r2: #29496a; --r3: #305a86; --r4: #5590c9; --r5: #7db1e2; --r6: #b3d4f3;
            --low: #e8eef5; --mid: #0b1117; --high: #0b1117;
            --w1: #46231d; --w2: #6d2f26; --w3: #8f3a2d;
          }
        }
        """

    private static let text = """
        *, *::before, *::after { box-sizing: border-box; }
        html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif;
          -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: auto; }
        body { margin: 0 auto; max-width: 76rem; padding: 2.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
          font-variant-numeric: tabular-nums lining-nums; overflow-wrap: break-word; }
        h1, h2, h3, p, ul, ol, dl, figure { margin: 0; padding: 0; }
        h1 { font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem); line-height: 1.15; letter-spacing: -0.015em; font-weight: 650; }
        h2 { font-size: 1.375rem; line-height: 1.25; letter-spacing: -0.01em; font-weight: 650; margin-bottom: 1.5rem; }
        h3 { font-size: 1.0625rem; line-height: 1.35; font-weight: 650; }
        a { color: inherit; text-decoration-color: var(--cm); text-underline-offset: 0.2em; }
        a:focus-visible, summary:focus-visible, [tabindex="0"]:focus-visible { outline: 2px solid var(--c1); outline-offset: 3px; }
        .skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; background: var(--ink); color: var(--paper); z-index: 1; }
        .skip:focus { top: 0.5rem; }
        """

    private static let parts = """
        .kind { color: var(--soft); font-size: 0.9375rem; margin-bottom: 0.35rem; }
        nav { margin-top: 1.5rem; font-size: 0.9375rem; }
        nav ol { list-style: none; display: flex; flex-wrap: wrap; gap: 0.35rem 1.25rem; }
        main { display: block; margin-top: 2rem; }
        main:focus { outline: none; }
        .lead p { font-size: 1.1875rem; line-height: 1.5; max-width: 46rem; }
        .lead p + p { margin-top: 0.75rem; }
        .lead .quiet { font-size: 1rem; color: var(--soft); }
        section { margin-top: 3.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line); scroll-margin-top: 1rem; }
        section p { max-width: 46rem; }
        figure { margin-top: 2.75rem; scroll-margin-top: 1rem; }
        h2 + figure { margin-top: 0; }
        .message { color: var(--soft); margin-top: 0.35rem; }
        .labels { display: flex; flex-wrap: wrap; gap: 0.3rem; margin-top: 0.45rem; font-size: 0.75rem; line-height: 1.35; }
        .labels span { border: 1px solid var(--line); border-radius: 1rem; padding: 0.08rem 0.55rem; color: var(--soft); }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin-top: 0.9rem; font-size: 0.875rem; color: var(--soft); }
        .legend svg { margin-right: 0.45rem; vertical-align: -0.06em; }
        .panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19.5rem), 1fr)); gap: 2rem 2.25rem; margin-top: 1.25rem; }
        .panel { min-width: 0; max-width: 30rem; }
        @media (min-width: 56rem) {
          .beside { display: grid; grid-template-columns: minmax(0, 22rem) minmax(0, 1fr); column-gap: 3rem; align-items: start; }
          .beside > figcaption, .beside > .legend { grid-column: 1 / -1; }
          .beside > details { margin-top: 1.25rem; }
          .beside > .panels { display: block; }
        }
        .across { grid-column: 1 / -1; max-width: none; }
        .panel-title { font-size: 0.9375rem; font-weight: 600; margin-bottom: 0.5rem; line-height: 1.35; }
        .cards { list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr)); gap: 1.75rem 2.25rem; }
        .cards li { border-top: 2px solid var(--ink); padding-top: 0.6rem; }
        .cards .value { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.015em; font-weight: 600; margin-top: 0.15rem; }
        .cards .value small { font-size: 0.9375rem; font-weight: 400; letter-spacing: 0; color: var(--soft); }
        .cards .change { font-size: 0.9375rem; color: var(--soft); margin-top: 0.1rem; }
        .cards svg { display: block; width: 100%; height: 18px; margin-top: 0.45rem; }
        .facts { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.4rem 1.5rem; font-size: 0.9375rem; }
        .facts dt { color: var(--soft); }
        .facts dd { margin: 0; overflow-wrap: anywhere; }
        .list { padding-left: 1.2rem; max-width: 46rem; }
        .list li { margin-top: 0.35rem; overflow-wrap: anywhere; }
        .note-block { border-left: 3px solid var(--ca); padding-left: 1rem; }
        footer { margin-top: 4rem; padding-top: 1.25rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.875rem; }
        """

    private static let tables = """
        details { margin-top: 1rem; }
        summary { cursor: pointer; font-size: 0.9375rem; color: var(--soft); width: fit-content; }
        .scroll { overflow-x: auto; max-width: 100%; }
        details .scroll { margin-top: 0.9rem; }
        table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; }
        caption { text-align: left; color: var(--soft); padding-bottom: 0.5rem; max-width: 46rem; }
        th, td { text-align: left; vertical-align: top; padding: 0.3rem 1.25rem 0.3rem 0; border-bottom: 1px solid var(--grid); max-width: 26rem; overflow-wrap: normal; }
        th bdi, td bdi { overflow-wrap: anywhere; }
        th:has(bdi), td:has(bdi) { min-width: 8rem; }
        td:not(.number) { min-width: 5.5rem; }
        th:last-child, td:last-child { padding-right: 0; }
        thead th { font-weight: 600; border-bottom-color: var(--cm); vertical-align: bottom; overflow-wrap: normal; }
        tbody th { font-weight: 500; min-width: 6rem; }
        .number { text-align: right; white-space: nowrap; }
        thead .number { white-space: normal; }
        .remark { color: var(--soft); font-size: 0.875rem; margin-top: 0.5rem; }
        """

    private static let charts = """
        svg.chart { display: block; width: 100%; height: auto; overflow: visible; }
        svg.wide { width: auto; max-width: none; }
        svg text { font-size: 11px; fill: var(--soft); unicode-bidi: plaintext; }
        svg .axis { font-size: 11px; fill: var(--soft); }
        svg .strong { fill: var(--ink); font-weight: 600; }
        svg .figure { fill: var(--ink); font-weight: 600; }
        svg .note { font-size: 9.5px; fill: var(--ink); }
        svg .middle { text-anchor: middle; }
        svg .end { text-anchor: end; }
        svg .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
        svg .grid { stroke: var(--grid); }
        svg .base { stroke: var(--cm); }
        svg .tick { stroke: var(--cm); }
        svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
        svg .mark { stroke-width: 1.5; }
        svg .level { stroke-width: 3; }
        svg .dashed { stroke-dasharray: 5 4; }
        svg .hollow { fill: var(--paper); stroke-width: 1.75; }
        .s1 { stroke: var(--c1); } .s2 { stroke: var(--c2); } .s3 { stroke: var(--c3); } .s4 { stroke: var(--c4); } .sm { stroke: var(--cm); } .sa { stroke: var(--ca); }
        .f1 { fill: var(--c1); } .f2 { fill: var(--c2); } .f3 { fill: var(--c3); } .f4 { fill: var(--c4); } .fm { fill: var(--cm); } .fa { fill: var(--ca); }
        .b1, .b2, .b3, .b4, .bm, .ba { fill-opacity: 0.2; }
        .b1 { fill: var(--c1); } .b2 { fill: var(--c2); } .b3 { fill: var(--c3); } .b4 { fill: var(--c4); } .bm { fill: var(--cm); } .ba { fill: var(--ca); }
        .cell.none { fill: none; stroke: var(--grid); }
        .r0 { fill: var(--r0); } .r1 { fill: var(--r1); } .r2 { fill: var(--r2); } .r3 { fill: var(--r3); } .r4 { fill: var(--r4); } .r5 { fill: var(--r5); } .r6 { fill: var(--r6); }
        .w1 { fill: var(--w1); } .w2 { fill: var(--w2); } .w3 { fill: var(--w3); }
        svg .on-r0, svg .on-r1, svg .on-r2, svg .on-r3 { fill: var(--low); }
        svg .on-r4 { fill: var(--mid); }
        svg .on-r5, svg .on-r6 { fill: var(--high); }
        svg .share { opacity: 0.75; }
        """

    private static let media = """
        @media (max-width: 40rem) {
          body { padding: 1.5rem 1rem 3rem; }
          section { margin-top: 2.75rem; }
          .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.5rem 1.25rem; }
          .cards .value { font-size: 1.375rem; }
          .facts { grid-template-columns: 1fr; gap: 0.1rem; }
          .facts dd + dt { margin-top: 0.6rem; }
        }
        @media (forced-colors: active) {
          svg.chart { forced-color-adjust: none; background: var(--paper); }
        }
        @media print {
          @page { margin: 15mm 14mm; }
          @page wide { size: landscape; }
          .scroll:has(thead th:nth-child(11)) { page: wide; }
          html { font-size: 9.5pt; }
          body { max-width: none; padding: 0; background: none; }
          nav, .skip { display: none; }
          svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          section { margin-top: 2rem; }
          h2, h3, figcaption, caption, summary { break-after: avoid; }
          .panel, .cards li, tr, figcaption, .legend { break-inside: avoid; }
          .legend { break-after: avoid; }
          .panels { grid-template-columns: repeat(2, 1fr); gap: 1.25rem 1.5rem; }
          svg.wide { max-width: 100%; }
          table { font-size: 7pt; }
          th, td { padding-right: 0.6rem; min-width: 0 !important; overflow-wrap: anywhere; }
          .beside { display: block; }
          .scroll { overflow: visible; }
          details::details-content { content-visibility: visible; block-size: auto; }
          summary { list-style: none; }
          summary::-webkit-details-marker { display: none; }
          a { text-decoration: none; }
        }
        """
}
