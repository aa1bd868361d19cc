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
}

const elsewhere = ['./src-renderer', './tools', './e2e']

export const roomZones = Object.entries(mayImport).flatMap(([room, allowed]) => {
  const message = `${room} may import ${allowed.length ? allowed.join(', ') : 'nothing of ours'}.`
  const inside = [room, ...allowed].map((path) => path.replace('src-main/', './'))
  return [
    { target: `./${room}`, from: './src-main', except: inside, message },
    { target: `./${room}`, from: elsewhere, message },
  ]
})
