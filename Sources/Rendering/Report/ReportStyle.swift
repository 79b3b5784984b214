extension ReportHTML {
  static let style: HTML = """

    :root { --all: #7090cc; --engaged: #1b3c8c; }
    @media screen and (prefers-color-scheme: dark) { :root { --all: #5675b3;
      --engaged: #cbdaff; } }
    .good { color: var(--good); } .change { color: var(--change); } .bad { color: var(--bad); }
    header.good, header.change, header.bad { color: inherit; }
    .soft, footer, figcaption { color: var(--soft); } th { font-weight: 600; }
    a { color: inherit; } .figure { white-space: nowrap; }
    .tag { border: 1px solid; border-radius: .6rem; padding: 0 .4rem; font-size: .75rem;
      white-space: nowrap; font-weight: normal; }
    .message { border-top: 2px solid var(--line); margin-top: 2rem; } footer { margin-top: 2rem; }
    .message h2 { font-size: 1.2rem; } .message h2 small { font-size: .85rem; }
    .verdict { font-weight: 600; margin: .2rem 0; min-width: 9.5rem; }
    td.soft { font-weight: normal; }
    blockquote { margin: .6rem 0; padding-left: .8rem; border-left: .2rem solid var(--line);
      color: var(--soft); white-space: pre-line; }
    .charts { display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin: 1rem 0; }
    figure { flex: 1 1 20rem; max-width: 34rem; margin: 0; } figcaption { font-size: .85rem; }
    .chart { display: block; width: 100%; height: auto; } .mark { display: block; width: 9rem; margin-top: .3rem; }
    svg text { font: 120px system-ui, sans-serif; fill: var(--soft); }
    svg .name { font-weight: 600; fill: var(--ink); }
    .all { fill: var(--all); background: var(--all); }
    .engaged { fill: var(--engaged); background: var(--engaged); }
    .key { display: inline-block; width: .7em; height: .7em; }
    .grid { stroke: var(--line); stroke-width: 10; }
    .least { stroke: var(--bad); stroke-width: 12; stroke-dasharray: 40 30; }
    path.change { stroke: var(--change); stroke-width: 14; stroke-dasharray: 50 30; }
    .interval { stroke: var(--all); stroke-width: 55; } .few { stroke-width: 18; }
    .dot { fill: var(--engaged); } summary { cursor: pointer; margin: .4rem 0; }
    @media print { .charts, blockquote, svg, figure { break-inside: avoid; }
      summary { list-style: none; } a { text-decoration: none; }
      details::details-content { content-visibility: visible; height: auto; } }

    """
}
