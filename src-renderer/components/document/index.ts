/** Parts of a report's document: the same sections, tables and figures as the exported report. */
export { blockKey } from './blockKey'
export { default as BlockView } from './BlockView.vue'
export { default as FigureView } from './FigureView.vue'
export { provideFigureActions, type FigureActions, type FigureExport } from './figureActions'
