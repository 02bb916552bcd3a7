"""How the page looks: light and dark, on a phone, on a desk and on paper."""

from __future__ import annotations

_COLOURS = """
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1f2328; --quiet: #59636e; --line: #dce0e5;
  --accent: #0b7285; --soft: #bfe3ea; --faint: #e6f4f7; --now: #b35900;
  --shade-1: #cdebf0; --shade-2: #8fd0db; --shade-3: #2f93a5; --shade-4: #0b5f70;
  --on-dark-shade: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181c; --ink: #e4e7ea; --quiet: #9aa5b1; --line: #2d343b;
    --accent: #4fc3d6; --soft: #23505a; --faint: #1a2f35; --now: #ffa657;
    --shade-1: #173a42; --shade-2: #1f5a67; --shade-3: #3fa6b8; --shade-4: #8be0ee;
    --on-dark-shade: #0b1416;
  }
}
"""

_TEXT = """
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 62rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 {
  font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-top: .75rem;
  border-top: 1px solid var(--line);
}
h3 { font-size: 1.05rem; margin: 1rem 0 0; }
p { margin: .35rem 0; }
a { color: var(--accent); }
a:focus-visible, main:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.quiet, caption, figcaption, dt { color: var(--quiet); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; z-index: 1; }
.heard {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}
nav ul, .legend {
  list-style: none; padding: 0; margin: .5rem 0; display: flex; flex-wrap: wrap;
  gap: .25rem 1.25rem;
}
.figures { display: flex; flex-wrap: wrap; gap: .75rem 2rem; margin: 1.25rem 0; }
.figures dt { font-size: .85rem; }
.figures dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
article { border-left: 3px solid var(--accent); padding-left: 1rem; margin: 1rem 0; }
article h3 { margin: 0; }
article ul { margin: .35rem 0; padding-left: 1.2rem; }
footer { margin-top: 3rem; font-size: .85rem; }
"""

_TABLES = """
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-size: .85rem; padding-bottom: .35rem; }
th, td {
  text-align: left; font-weight: normal; padding: .3rem .75rem .3rem 0;
  vertical-align: baseline;
}
thead th { color: var(--quiet); font-size: .85rem; }
tbody tr { border-top: 1px solid var(--line); }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.wide { width: 30%; padding-right: 0; }
svg { display: block; }
.rest { fill: var(--soft); }
.full { fill: var(--accent); }
"""

_GANTT = """
.gantt { font-size: .9rem; table-layout: fixed; }
.gantt thead th:first-child { width: 31%; }
.gantt thead th:nth-child(2) { width: 28%; }
.gantt thead th:nth-child(3) { width: 7%; }
.gantt .bar { position: relative; padding: 0; vertical-align: bottom; }
.gantt .rest { stroke: var(--accent); }
.gantt tbody .bar svg { position: absolute; inset: 0; }
.gantt .when { color: var(--quiet); font-variant-numeric: tabular-nums; font-size: .85em; }
.gantt time { white-space: nowrap; }
.gantt tbody th { padding-right: .75rem; }
.gantt tr:not(.stage) th { padding-left: 1.3em; text-indent: -1.3em; }
.gantt thead th { text-indent: 0; padding-left: 0; }
.gantt tbody tr { border: 0; }
.gantt .stage { border-top: 1px solid var(--line); }
.gantt .stage th { font-weight: 600; padding-top: .9rem; }
.gantt text { fill: var(--quiet); font-size: .75rem; }
.gantt .known .name, .gantt .skipped .name {
  color: var(--quiet); text-decoration: line-through;
}
.span { fill: var(--quiet); }
.mark {
  display: inline-block; width: 1.05em; text-indent: 0; color: var(--accent);
  text-align: center;
}
.grid { stroke: var(--line); }
.today { stroke: var(--now); stroke-width: 1.5; }
"""

_CHART = """
figure { margin: 1.5rem 0 0; }
figcaption { font-size: .9rem; }
.chart { overflow: visible; }
.chart text { fill: var(--quiet); font-size: .8rem; }
.chart line { stroke: var(--line); }
.chart .today { stroke: var(--now); stroke-dasharray: 2 3; }
.chart .total { stroke: var(--quiet); stroke-dasharray: 1 4; }
polyline, polygon, .key line {
  fill: none; stroke: var(--accent); stroke-width: 2; vector-effect: non-scaling-stroke;
}
polyline.planned, .key .planned { stroke-dasharray: 6 4; }
polyline.middle, .key .middle {
  stroke: var(--now); stroke-width: 1.5; stroke-dasharray: 2 3;
}
polyline.done, .key .done { stroke-width: 3; }
polygon.range, .key .range { fill: var(--faint); stroke: var(--soft); stroke-width: 1; }
.key { display: flex; align-items: center; gap: .4rem; font-size: .85rem; }
"""

_MONTHS = """
.months {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(14.5rem, 1fr));
  gap: 1.5rem;
}
.month {
  width: auto; font-size: .8rem; align-self: start; border-collapse: separate;
  border-spacing: 2px;
}
.month th, .month td {
  width: 2rem; height: 1.75rem; padding: 0; text-align: center; vertical-align: middle;
}
.month tr { border: 0; }
.month caption { color: var(--ink); font-weight: 600; }
abbr { text-decoration: none; }
.cell { color: var(--quiet); border-radius: 5px; font-variant-numeric: tabular-nums; }
.legend .cell { display: inline-block; width: 1rem; height: 1rem; }
.legend.quiet { gap: .3rem; align-items: center; font-size: .85rem; }
.shade-1 { background: var(--shade-1); color: var(--ink); }
.shade-2 { background: var(--shade-2); color: var(--ink); }
.shade-3 { background: var(--shade-3); color: var(--on-dark-shade); font-weight: 600; }
.shade-4 { background: var(--shade-4); color: var(--on-dark-shade); font-weight: 600; }
.assumed { outline: 1.5px dashed var(--quiet); outline-offset: -3px; }
.now { box-shadow: inset 0 0 0 2px var(--now); }
"""

_PHONE = """
@media (max-width: 44rem) {
  .wide { display: none; }
  .gantt thead th { display: none; }
  .gantt thead .bar { display: block; width: 100%; }
  .gantt tbody tr { display: grid; grid-template-columns: 1fr auto; padding: .3rem 0; }
  .gantt tbody th { grid-column: 1 / 3; padding: 0; }
  .gantt .stage th { padding-top: .75rem; }
  .gantt .when { padding: 0; }
  .gantt .number { padding: 0; font-size: .8rem; }
  .gantt .known .bar, .gantt .skipped .bar { display: none; }
  .gantt tbody .bar { grid-column: 1 / 3; width: 100%; height: 1.1rem; }
}
"""

_PAPER = """
@media print {
  :root {
    --paper: #ffffff; --ink: #000000; --quiet: #444444; --line: #cccccc;
    --accent: #0b7285; --soft: #bfe3ea; --faint: #e6f4f7; --now: #b35900;
    --shade-1: #cdebf0; --shade-2: #8fd0db; --shade-3: #2f93a5; --shade-4: #0b5f70;
    --on-dark-shade: #ffffff;
  }
  @page { margin: 15mm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  .gantt { font-size: 8pt; }
  nav, .skip { display: none; }
  h2, h3 { break-after: avoid; }
  tr, article, figure, .month { break-inside: avoid; }
}
"""

STYLE = "".join((_COLOURS, _TEXT, _TABLES, _GANTT, _CHART, _MONTHS, _PHONE, _PAPER))
