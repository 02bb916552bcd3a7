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
th, td { text-align: left; font-weight: normal; vertical-align: baseline; }
svg { display: block; width: 100%; }
"""

# Names, words and bars are columns on a desk and lines on a phone; behind the bars of all
# rows is one drawing with the lines of the axis.
_BARS = """
.bars { --names: 60%; --lines: 40%; font-size: .9rem; }
.rows { position: relative; }
.rows ol { list-style: none; margin: 0; padding: 0; }
.grid { position: absolute; top: 0; left: var(--names); width: var(--lines); }
.grid line { stroke: var(--line); }
.grid .today { stroke: var(--now); stroke-width: 1.5; }
.axis { height: 16px; margin-left: var(--names); width: var(--lines); }
.axis text { fill: var(--quiet); font-size: .75rem; }
.rows li, .rows summary {
  position: relative; display: grid; grid-template-columns: 33fr 27fr 40fr; align-items: center;
  padding: .25rem 0;
}
.rows b { font-weight: normal; padding-right: 1rem; }
.rows span { color: var(--quiet); font-size: .85em; padding-right: 1rem; }
.rows svg { height: 12px; overflow: visible; }
.rows .grid { height: 100%; }
.rows rect { height: 12px; fill: var(--soft); stroke: var(--accent); }
.rows rect.full { fill: var(--accent); stroke: none; }
li.done b::before { content: "\\2713\\a0"; color: var(--accent); }
li.active b::before { content: "\\25b8\\a0"; color: var(--accent); }
li.awaiting b::before { content: "?\\a0"; color: var(--now); }
li.known b, li.skipped b { color: var(--quiet); text-decoration: line-through; }
summary { cursor: pointer; }
summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.rows summary { border-top: 1px solid var(--line); padding: .5rem 0; }
.rows summary b { font-weight: 600; padding-left: 1.1rem; text-indent: -1.1rem; }
.rows summary b::before {
  content: "\\25b8"; display: inline-block; width: 1.1rem; text-indent: 0; color: var(--accent);
}
.rows details[open] > summary b::before { content: "\\25be"; }
details > .bars {
  position: relative; z-index: 1; background: var(--paper); padding: 0 0 .75rem;
}
.earlier { margin-top: 1rem; }
.earlier summary { color: var(--accent); margin-bottom: .75rem; }
.sums { columns: 12rem; padding-left: 1.2rem; }
"""

_CHART = """
figure { margin: 1.5rem 0 0; }
figcaption { font-size: .9rem; }
.chart { overflow: visible; }
.chart { height: 240px; }
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
.key svg { width: 28px; flex: none; }
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
  body { padding-top: 1rem; }
  h2 { margin-top: 1.75rem; }
  .bars { --names: 0%; --lines: 100%; }
  .rows li, .rows summary { display: block; padding: .3rem 0 .4rem; }
  .rows b, .rows span { background: var(--paper); padding-right: .4rem; }
  .rows li span { display: inline-block; }
  .rows summary b, .rows summary span { display: block; }
  .rows summary span { padding-left: 1.1rem; }
  .rows li > svg, .rows summary > svg { margin-top: .2rem; height: 8px; }
  .rows rect { height: 8px; }
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
  .bars { font-size: 8pt; }
  nav, .skip { display: none; }
  ::details-content { content-visibility: visible; block-size: auto; }
  h2, h3, summary { break-after: avoid; }
  li, article, figure, .month { break-inside: avoid; }
}
"""

STYLE = "".join((_COLOURS, _TEXT, _TABLES, _BARS, _CHART, _MONTHS, _PHONE, _PAPER))
