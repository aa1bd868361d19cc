/**
 * The page's only script: it reads out what a pointer or the arrow keys stand on, and marks the same cell in every map of
 * a figure. Without it nothing is missing: the numbers stand in the tables. It keeps to `textContent`, loads nothing,
 * and is named by its hash in the page's policy.
 */
import { createHash } from 'node:crypto'

export const pageScript = `'use strict'
for (const figure of document.querySelectorAll('figure')) {
  const panels = Array.from(figure.querySelectorAll('.panel[data-readings]'), (element) => {
    const { kind, cell, all } = JSON.parse(element.dataset.readings)
    return { element, svg: element.querySelector('svg'), kind, cell, all, mark: null }
  })
  if (panels.length === 0) continue
  const output = document.createElement('p')
  output.className = 'readout'
  output.setAttribute('role', 'status')
  output.textContent = HINT
  figure.querySelector('figcaption').before(output)
  for (const panel of panels) {
    panel.index = 0
    panel.svg.setAttribute('tabindex', '0')
    panel.svg.addEventListener('pointermove', (event) => show(panel, nearest(panel, event)))
    panel.svg.addEventListener('pointerleave', () => { if (document.activeElement !== panel.svg) clear() })
    panel.svg.addEventListener('focus', () => show(panel, panel.index))
    panel.svg.addEventListener('blur', clear)
    panel.svg.addEventListener('keydown', (event) => {
      const step = stepOf(panel, event.key)
      if (step === 0) return
      event.preventDefault()
      show(panel, Math.min(panel.all.length - 1, Math.max(0, panel.index + step)))
    })
  }
  function stepOf(panel, key) {
    const row = panel.kind === 'cells' ? panel.all.filter(([, top]) => top === panel.all[0][1]).length : 1
    return { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row }[key] ?? 0
  }
  function nearest(panel, event) {
    const box = panel.svg.getBoundingClientRect()
    const scale = panel.svg.viewBox.baseVal.width / box.width
    const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale]
    let best = -1
    let least = panel.kind === 'cells' ? (panel.cell[0] ** 2 + panel.cell[1] ** 2) / 4 : 900
    panel.all.forEach(([left, top], index) => {
      const distance = (left - x) ** 2 + (top - y) ** 2
      if (distance < least) [best, least] = [index, distance]
    })
    return best
  }
  function show(panel, index) {
    clear()
    if (index < 0 || index >= panel.all.length) return
    panel.index = index
    const alike = panel.kind === 'cells' ? panels : [panel]
    const words = []
    for (const each of alike) {
      const reading = each.kind === panel.kind ? each.all[index] : undefined
      if (reading === undefined) continue
      each.mark = draw(each, reading)
      const title = each.element.querySelector('h4')
      words.push(title === null ? reading[2] : title.textContent + ' \\u2013 ' + reading[2])
    }
    output.className = 'readout found'
    output.textContent = words.join(' \\u00a0\\u2502\\u00a0 ')
  }
  function draw(panel, [left, top]) {
    const name = panel.kind === 'cells' ? 'rect' : 'circle'
    const mark = document.createElementNS('http://www.w3.org/2000/svg', name)
    const [width, height] = panel.cell
    const place = panel.kind === 'cells'
      ? { x: left - width / 2, y: top - height / 2, width, height }
      : { cx: left, cy: top, r: 7 }
    for (const [key, value] of Object.entries(place)) mark.setAttribute(key, String(value))
    mark.setAttribute('class', 'mark')
    panel.svg.append(mark)
    return mark
  }
  function clear() {
    for (const panel of panels) {
      panel.mark?.remove()
      panel.mark = null
    }
    output.className = 'readout'
    output.textContent = HINT
  }
}
`.replaceAll('HINT', "'Point at a value to read it.'")

/** For the policy: `'sha256-...'` of exactly these bytes. */
export const pageScriptHash = `'sha256-${createHash('sha256').update(pageScript).digest('base64')}'`
