/**
 * A report as one HTML file: no network, nothing outside the file, one script that it can do without; reads in light, dark
 * and on paper.
 * The same document gives the same bytes.
 */
import type { ReportDocument } from '../document/model'
import { escapeMarkup } from '../text/escapeMarkup'
import { pageScript, pageScriptHash } from './pageScript'
import { pagePalette } from './palette'
import { renderBlock, renderFacts } from './renderBlock'
import { styleSheet } from './styleSheet'

export function renderHtml(report: ReportDocument): string {
  let figures = 0
  const nextFigure = () => ++figures
  const sections = report.sections.map(
    ({ id, title, blocks }) =>
      `<section id="${escapeMarkup(id)}">\n<h2>${escapeMarkup(title)}</h2>\n` +
      `${blocks.map((block) => renderBlock(block, pagePalette, nextFigure)).join('\n')}\n</section>`,
  )
  const contents = report.sections.map(
    ({ id, title }) => `<li><a href="#${escapeMarkup(id)}">${escapeMarkup(title)}</a></li>`,
  )
  const title = escapeMarkup(report.title)
  const description =
    report.description === null ? '' : `<p class="description">${escapeMarkup(report.description)}</p>\n`
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Ropewalk">
<title>${title}</title>
<style>${styleSheet}</style>
</head>
<body>
<div class="page">
<nav aria-label="Sections"><ol>
${contents.join('\n')}
</ol></nav>
<header>
<p class="kind">Ropewalk experiment report</p>
<h1>${title}</h1>
${description}${renderFacts(report.facts)}
</header>
<main>
${sections.join('\n')}
</main>
</div>
<script>${pageScript}</script>
</body>
</html>
`
}

const CONTENT_SECURITY_POLICY = `default-src 'none'; script-src ${pageScriptHash}; style-src 'unsafe-inline'; img-src data:`
