/** The page's look: system fonts, one accent, hairlines; dark by the reader's setting, always light on paper. */

const light = `
  --paper: #ffffff; --ink: #1b232c; --muted: #5c6772; --rule: #a9b2ba; --hair: #dde2e6; --grid: #e9ecef;
  --wash: #f5f7f8; --accent: #1f5f94; --red: #c0282d; --thin: #8d99a5;
  --good: #1f6f5c; --bad: #a6431d; --open: #6b6350;
  --s0: #39434d; --s1: #b8500f; --s2: #12776b; --s3: #215fa6; --s4: #8c4f93; --s5: #8f6b00; --s6: #4f7a1c; --s7: #b23a6b;`

const dark = `
  --paper: #14181c; --ink: #e3e7ea; --muted: #9ba6b0; --rule: #5d6872; --hair: #2b3238; --grid: #262c32;
  --wash: #1b2025; --accent: #7fb4e0; --red: #f0625f; --thin: #6c7883;
  --good: #6cc3ab; --bad: #e9915f; --open: #c5b98f;
  --s0: #c8d0d7; --s1: #ee9353; --s2: #4fbfae; --s3: #76aef0; --s4: #cf94d6; --s5: #d9b13b; --s6: #9ccb5f; --s7: #ee84b0;`

export const styleSheet = `
:root { color-scheme: light dark;${light}
}
@media screen and (prefers-color-scheme: dark) { :root {${dark}
} }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: auto; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  font-variant-numeric: tabular-nums lining-nums;
}
.page { display: grid; grid-template-columns: minmax(0, 1120px); justify-content: center; gap: 0 56px; padding: 56px 48px 96px; }
nav { display: none; }
header, main { grid-column: -2; min-width: 0; }
@media screen and (min-width: 1500px) {
  .page { grid-template-columns: 210px minmax(0, 1120px); }
  nav { display: block; grid-row: 1 / span 2; font-size: 13px; }
  nav ol { position: sticky; top: 56px; margin: 0; padding: 0; list-style: none; }
  nav li { padding: 3px 0; }
  nav a { color: var(--muted); text-decoration: none; }
  nav a:hover { color: var(--accent); text-decoration: underline; }
}
header { border-bottom: 2px solid var(--ink); padding-bottom: 18px; }
.kind { margin: 0 0 6px; color: var(--muted); font-size: 13px; letter-spacing: 0.02em; }
h1 { margin: 0 0 10px; font-size: 30px; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; max-width: 32em; overflow-wrap: anywhere; }
h2 { margin: 56px 0 14px; padding-top: 12px; border-top: 1px solid var(--rule); font-size: 20px; font-weight: 650; }
main > section:first-child h2 { border-top: 0; margin-top: 26px; padding-top: 0; }
h3 { margin: 26px 0 6px; font-size: 15px; font-weight: 650; }
h4 { margin: 0 0 2px; font-size: 12.5px; font-weight: 600; color: var(--ink); }
p { margin: 0 0 12px; max-width: 76ch; }
.description { margin: 0 0 12px; overflow-wrap: anywhere; }
.note { color: var(--muted); font-size: 13.5px; }
code, pre, td.code { line-height: 1.4; font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: 0.94em; }
pre { margin: 8px 0 0; padding: 14px 16px; background: var(--wash); border: 1px solid var(--hair); white-space: pre-wrap; overflow-wrap: anywhere; }
header .facts { display: flex; flex-wrap: wrap; gap: 4px 32px; border: 0; margin: 0; padding: 0; font-size: 13.5px; }
header .facts div { display: block; border: 0; padding: 0; }
header .facts dt { display: inline; }
header .facts dt::after { content: "\\2002"; }
header .facts dd { display: inline; }
.facts { margin: 10px 0 18px; font-size: 14px; }
.facts div { display: grid; grid-template-columns: 190px minmax(0, 1fr); gap: 16px; padding: 4px 0; border-bottom: 1px solid var(--hair); }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.finding { margin: 0 0 12px; padding: 10px 0 2px 16px; border-left: 3px solid var(--open); }
.finding h3 { margin: 0 0 4px; }
.finding p { margin: 0 0 6px; max-width: 92ch; }
.finding.supported { border-color: var(--good); }
.finding.not-supported, .finding.confounded { border-color: var(--bad); }
.verdict { margin-left: 10px; font-weight: 600; font-size: 13px; color: var(--open); }
.supported .verdict { color: var(--good); }
.not-supported .verdict, .confounded .verdict { color: var(--bad); }
.verdict::before { content: "\\2013\\2002"; }
.scroll { overflow-x: auto; margin: 14px 0 22px; }
table { border-collapse: collapse; font-size: 13px; line-height: 1.4; border-bottom: 1px solid var(--rule); }
caption { text-align: left; padding: 0 0 6px; color: var(--muted); font-size: 13px; }
th { font-weight: 600; text-align: left; vertical-align: bottom; border-bottom: 1px solid var(--rule); padding: 5px 8px; }
thead tr:first-child th, thead tr:first-child td { border-top: 1px solid var(--rule); }
th.group { border-bottom: 0; text-align: left; padding-bottom: 0; }
td { padding: 3.5px 8px; vertical-align: top; }
tbody tr.first td { border-top: 1px solid var(--hair); }
th:first-child, td:first-child { padding-left: 0; }
.number { text-align: right; }
td.number { white-space: nowrap; }
td.text { overflow-wrap: break-word; }
td.text:not(.whole) { min-width: 16em; }
td.code { overflow-wrap: anywhere; min-width: 9em; }
td.whole { white-space: nowrap; }
.opens { border-left: 1px solid var(--hair); padding-left: 14px; }
.unit { font-weight: 400; color: var(--muted); }
figure { margin: 26px 0 40px; }
figure h3 { margin: 0 0 6px; }
.panels { display: flex; flex-wrap: wrap; gap: 20px 24px; margin: 8px 0 10px; }
.beside { display: flex; flex-direction: row-reverse; justify-content: flex-end; gap: 28px; }
.beside .legend { flex-direction: column; flex-wrap: nowrap; margin-top: 30px; }
.beside .panels { flex: 0 1 780px; }
.panels.distance { gap: 20px 22px; }
.panel svg { display: block; max-width: 100%; height: auto; font-family: inherit; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 22px; margin: 6px 0 4px; padding: 0; list-style: none; font-size: 13px; }
.legend li { display: flex; align-items: center; gap: 8px; }
.scale { display: flex; align-items: center; gap: 8px; margin: 4px 0 10px; font-size: 13px; color: var(--muted); }
.readout { color: var(--muted); min-height: 1.55em; margin: 2px 0 8px; max-width: 110ch; font-size: 13.5px; }
.readout.found { color: var(--ink); }
.mark { fill: none; stroke: var(--ink); stroke-width: 2; pointer-events: none; }
rect.mark { stroke: #ffffff; stroke-width: 2.5; outline: 1.5px solid #000000; }
.panel svg:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
figcaption { max-width: 92ch; font-size: 13.5px; color: var(--muted); }
figcaption b { color: var(--ink); font-weight: 600; }
details { margin: 8px 0 14px; }
summary { cursor: pointer; width: fit-content; color: var(--accent); font-size: 13px; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.references { padding-left: 22px; font-size: 13.5px; max-width: 96ch; }
.references li { padding: 2px 0; }
@media screen and (max-width: 1120px) { .beside { display: block; } .beside .legend { flex-flow: row wrap; margin-top: 6px; } }
@media screen and (max-width: 760px) { .page { padding: 28px 20px 60px; } .facts div { grid-template-columns: 1fr; gap: 0; } }
@media print {
  @page {
    size: A4; margin: 16mm 15mm 18mm;
    @bottom-right { content: counter(page) " / " counter(pages); color: var(--muted); font: 8pt system-ui, "Liberation Sans", sans-serif; }
  }
  body { font-size: 9.5pt; line-height: 1.45; }
  .page { display: block; padding: 0; }
  h1 { font-size: 20pt; }
  h2 { margin-top: 22pt; font-size: 13pt; break-after: avoid; }
  h3, h4, caption, .legend, .scale { break-after: avoid; }
  figcaption, .note { break-before: avoid; }
  .panel, .finding, tr, .references li { break-inside: avoid; }
  .panels { gap: 10pt 12pt; }
  .panels.grid .panel, .panels.head-map .panel { width: 31.5%; }
  .panels.distance .panel { width: 48%; }
  .panels.lines .panel { width: 100%; }
  .panels.lines .panel:not(:only-child) { width: 118mm; }
  .beside { display: block; }
  .beside, .panels.lines { break-inside: avoid; }
  .beside .legend { flex-flow: row wrap; margin-top: 4pt; }
  .panels.lines .panel svg, .panels.distance .panel svg { width: 100%; }
  table, caption, figcaption, .facts, .legend, .references, .note { font-size: 8pt; }
  td, th { padding-left: 5pt; padding-right: 5pt; }
  th.number { white-space: normal; }
  td.text:not(.whole) { min-width: 34mm; }
  .scroll { overflow: visible; }
  details, .readout, .mark { display: none; }
}
`
