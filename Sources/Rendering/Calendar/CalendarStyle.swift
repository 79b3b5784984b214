extension CalendarHTML {
  static let style: HTML = """

    :root { --live: #4a6fb5; --idle: #767676; --gap: #b3261e; --frozen: #dbe7f5;
      --clocks: #8a4fbf; }
    @media screen and (prefers-color-scheme: dark) { :root { --live: #7f9fdc; --idle: #9a9a9a;
      --gap: #ff8a80; --frozen: #24364d; --clocks: #c79bf0; } }
    .calendar { margin: 1.2rem 0 .6rem; table-layout: fixed; }
    .calendar th { font-weight: 600; width: 15rem; padding-right: .8rem; }
    .calendar td.when { width: 11rem; font-size: .85rem; color: var(--soft); }
    .calendar th:nth-child(2) { width: 11rem; } .calendar .bar { width: auto; padding-right: 0; }
    .calendar thead th { font-weight: normal; color: var(--soft); font-size: .85rem; }
    .calendar small { display: block; } td.when { white-space: normal; }
    section td.when { white-space: nowrap; width: 1%; }
    svg { display: block; overflow: visible; margin-top: .25rem; }
    svg text { font: .75rem system-ui, sans-serif; fill: var(--soft); }
    rect.live { fill: var(--live); } rect.gap { fill: var(--gap); }
    rect.frozen { fill: var(--frozen); }
    rect.draft, rect.paused { fill: none; stroke: var(--idle); stroke-dasharray: 4 3; }
    line { stroke: var(--line); }
    line.clocks { stroke: var(--clocks); stroke-width: 2; stroke-dasharray: 3 2; }
    line.now { stroke: var(--ink); stroke-width: 2; }
    .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; color: var(--soft);
      font-size: .85rem; margin: 0; }
    .key { display: inline-block; width: 1.2em; height: .7em; }
    .key.live { background: var(--live); } .key.gap { background: var(--gap); }
    .key.frozen { background: var(--frozen); } .key.draft { border: 1px dashed var(--idle); }
    .key.clocks { border-left: 2px dashed var(--clocks); width: 0; }
    .key.now { border-left: 2px solid var(--ink); width: 0; }
    .hidden { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
      overflow: hidden; }
    footer { margin-top: 1.5rem; color: var(--soft); } footer p { margin: .3rem 0; }
    @media (max-width: 48rem) { .calendar, .calendar tbody, .calendar thead, .calendar tr,
        .calendar th, .calendar td { display: block; width: auto; }
      .calendar tr { border-bottom: 1px solid var(--line); padding: .3rem 0; }
      .calendar th, .calendar td, .calendar td.when { border: 0; padding: 0; width: auto; }
      .calendar thead th:not(.bar) { display: none; } .minor { display: none; }
      section td.when { white-space: normal; width: 9.5rem; } }
    @media print { .calendar tr { break-inside: avoid; } }

    """
}
