/**
 * A report as LaTeX: a document that compiles as it is, its body to input into a paper, figures as PGF pictures and as SVG,
 * and the bibliography. Works with pdfTeX, XeTeX and LuaTeX.
 */
import { encodeBibtex } from '../bibtex/encodeBibtex'
import { listFigures } from '../document/listFigures'
import type { ReferenceEntry, ReportDocument } from '../document/model'
import { textFile, type ReportFile } from '../file'
import { renderFigureSvg } from '../figure/renderFigureSvg'
import { escapeTex } from '../text/escapeTex'
import { encodePgf } from './encodePgf'
import { parseDrawing } from './parseDrawing'
import { renderBlock, renderFacts } from './renderBlock'
import { toTexName } from './toTexName'

/** CSS pixels: two charts beside each other keep their labels readable within a column of A4. */
const MOST_FIGURE_WIDTH = 720

/** @param references of the experiment, whether its methods are shown or not */
export function writeLatex(
  report: ReportDocument,
  references: readonly ReferenceEntry[],
  name: string,
): ReportFile[] {
  const stem = toTexName(name)
  const folder = `${stem}-figures`
  const figures = listFigures(report).flatMap((figure): ReportFile[] => {
    const drawing = renderFigureSvg(figure, MOST_FIGURE_WIDTH)
    return [
      textFile(`${folder}/${figure.id}.pgf`, encodePgf(parseDrawing(drawing.svg), drawing)),
      textFile(`${folder}/${figure.id}.svg`, drawing.svg),
    ]
  })
  const sections = report.sections.map(({ title, blocks }) => {
    const texts = blocks.map((block) => renderBlock(block, ({ id }) => `${folder}/${id}.pgf`))
    return [`\\section{${escapeTex(title)}}`, ...texts.filter((text) => text !== '')].join('\n\n')
  })
  return [
    textFile(`${name}.tex`, renderDocument(report, stem)),
    textFile(`${stem}-body.tex`, `${sections.join('\n\n')}\n`),
    textFile(`${stem}.bib`, encodeBibtex(references)),
    ...figures,
  ]
}

function renderDocument({ title, authors, description, facts }: ReportDocument, stem: string): string {
  const abstract =
    description === null ? [] : [`\\begin{abstract}\n${escapeTex(description)}\n\\end{abstract}`]
  return `${[
    PREAMBLE,
    `\\title{${escapeTex(title)}}`,
    `\\author{${authors.map(escapeTex).join(' \\and ')}}`,
    '\\date{}',
    '\\begin{document}',
    '\\maketitle',
    ...abstract,
    renderFacts(facts),
    `\\input{${stem}-body}`,
    '\\bibliographystyle{plain}',
    `\\bibliography{${stem}}`,
    '\\end{document}',
  ].join('\n')}\n`
}

const PREAMBLE = `\\documentclass[10pt,a4paper]{article}
% The body needs the packages from here to the empty line.
\\usepackage{array,booktabs,float,adjustbox,xcolor,pgf,textcomp}
\\usepackage{iftex}
\\ifPDFTeX\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}\\fi
\\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}

\\usepackage[margin=24mm]{geometry}
\\usepackage[font=small,labelfont=bf]{caption}
\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{0.5\\baselineskip}`
