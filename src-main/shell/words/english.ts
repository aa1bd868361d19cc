import type { ShellWords } from './words'

export const english: ShellWords = {
  menus: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    run: 'Run',
    window: 'Window',
    help: 'Help',
    recent: 'Open Recent',
  },
  commands: {
    open: 'Open…',
    save: 'Save Experiment',
    'save-as': 'Save Experiment As…',
    'export-report': 'Export Report…',
    undo: 'Undo',
    redo: 'Redo',
    'command-palette': 'Command Palette…',
    'show-models': 'Models',
    'show-setup': 'Set-up',
    'show-run': 'Run',
    'show-results': 'Results',
    'show-attention': 'Attention',
    'show-settings': 'Settings',
    'show-help': 'Measures and Formulas',
    'start-run': 'Start Run',
    'cancel-run': 'Cancel Run',
  },
  unsaved: {
    message: 'Save the changes to this experiment?',
    detail: 'The set-up was changed after it was last saved.',
    answers: { save: 'Save', discard: 'Close Without Saving', cancel: 'Cancel' },
  },
  running: {
    message: 'A run is in progress.',
    detail: 'Closing stops it after the cells that are finished. They are kept, and the run can be resumed.',
    answers: { stop: 'Stop and Close', cancel: 'Keep Running' },
  },
  runDone: (done, failed) =>
    failed === 0 ? `Run finished: ${done} cells.` : `Run finished: ${done} cells, ${failed} failed.`,
  runCancelled: (done, planned) => `Run cancelled: ${done} of ${planned} cells are kept.`,
  runFailed: 'The run stopped with an error.',
}
