/**
 * The one rule of the architecture as lint zones: which room may import which. Siblings in a room do not import each other
 * where a room is a family (tasks, extensions); what they share moves down a row.
 */

/** A room's own folder is always allowed. Entries may name one file of a room, e.g. its ports. */
const mayImport = {
  'src-main/contract': [],
  'src-main/core': ['src-main/contract'],
  'src-main/native': ['src-main/contract'],
  'src-main/engine': ['src-main/contract', 'src-main/core', 'src-main/native'],
  'src-main/tasks': ['src-main/contract', 'src-main/core', 'src-main/engine/ports.ts'],
  'src-main/study': [
    'src-main/contract',
    'src-main/core',
    'src-main/tasks',
    'src-main/engine/ports.ts',
    'src-main/engine/session/chooseThreads.ts',
    'src-main/store/ports.ts',
  ],
  'src-main/store': ['src-main/contract', 'src-main/core'],
  'src-main/report': ['src-main/contract', 'src-main/core'],
  'src-main/cli': [
    'src-main/contract',
    'src-main/core',
    'src-main/engine',
    'src-main/tasks',
    'src-main/study',
    'src-main/store',
    'src-main/report',
  ],
  'src-main/shell': [
    'src-main/contract',
    'src-main/core',
    'src-main/engine',
    'src-main/tasks',
    'src-main/study',
    'src-main/store',
    'src-main/report',
  ],
  'src-main/preload': ['src-main/contract'],
  'src-renderer/client': ['src-main/contract'],
  'src-renderer/format': ['src-renderer/i18n'],
  'src-renderer/i18n': ['src-main/contract', 'src-main/core'],
  'src-renderer/commands': ['src-main/contract'],
  'src-renderer/figure': ['src-main/contract'],
  'src-renderer/setup': ['src-main/contract', 'src-main/core', 'src-main/report/charts', 'src-renderer/i18n'],
  'src-renderer/charts': [
    'src-main/contract',
    'src-main/core',
    'src-main/report/charts',
    'src-main/report/document/model.ts',
    'src-renderer/format',
  ],
  'src-renderer/stores': [
    'src-main/contract',
    'src-main/core',
    'src-main/report/document/model.ts',
    'src-renderer/attention/map',
    'src-renderer/client',
    'src-renderer/i18n',
    'src-renderer/setup',
  ],
  'src-renderer/composables': [
    'src-main/contract',
    'src-main/core',
    'src-main/report/charts',
    'src-main/report/document/model.ts',
    'src-renderer/charts',
    'src-renderer/client',
    'src-renderer/components',
    'src-renderer/figure',
    'src-renderer/format',
    'src-renderer/i18n',
    'src-renderer/setup',
    'src-renderer/stores',
  ],
  'src-renderer/components': [
    'src-main/contract',
    'src-main/core',
    'src-main/report/charts',
    'src-main/report/document/model.ts',
    'src-main/report/text',
    'src-renderer/charts',
    'src-renderer/commands',
    'src-renderer/composables',
    'src-renderer/format',
    'src-renderer/i18n',
  ],
  'src-renderer/attention': [
    'src-main/contract',
    'src-main/core',
    'src-renderer/charts',
    'src-renderer/components',
    'src-renderer/format',
    'src-renderer/i18n',
  ],
  'src-renderer/opening': [
    'src-main/contract',
    'src-renderer/client',
    'src-renderer/stores',
    'src-renderer/i18n',
  ],
  'src-renderer/views': [
    'src-main/contract',
    'src-main/core',
    'src-main/report/charts',
    'src-main/report/document/model.ts',
    'src-renderer',
  ],
}

const sides = ['src-main', 'src-renderer']
const outside = ['./tools', './e2e']

export const roomZones = Object.entries(mayImport).flatMap(([room, allowed]) => {
  const message = `${room} may import ${allowed.length ? allowed.join(', ') : 'nothing of ours'}.`
  const exceptionsIn = (side) =>
    [room, ...allowed].filter((path) => path.startsWith(side)).map((path) => path.replace(side, '.'))
  return [
    ...sides.map((side) => ({ target: `./${room}`, from: `./${side}`, except: exceptionsIn(side), message })),
    { target: `./${room}`, from: outside, message },
  ]
})
