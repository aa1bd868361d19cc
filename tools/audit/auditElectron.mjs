/** `npm run audit:electron`: Electronegativity over the shell. Every finding is explained in explained.mjs, or the audit fails. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { explained } from './explained.mjs'

const tool = '@doyensec/electronegativity@1.10.3'
const root = resolve(import.meta.dirname, '../..')
/** Newest that the tool knows by itself; its defaults are those of the packaged version. */
const assumedElectron = '45.0.0'

function listFindings() {
  const folder = mkdtempSync(join(tmpdir(), 'ropewalk-audit-'))
  const output = join(folder, 'findings.csv')
  try {
    execFileSync(
      'npx',
      ['--yes', tool, '-i', join(root, 'src-main/shell'), '-e', assumedElectron, '-r', '-o', output],
      { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' },
    )
    const [, ...rows] = readFileSync(output, 'utf8').trim().split('\n')
    return rows.map((row) => row.split(',').map((field) => field.replaceAll('"', '')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const findings = listFindings().map(([check, , , file]) => `${check} ${file}`)
if (findings.length === 0) throw new Error('Electronegativity wrote nothing: it did not read the sources.')
for (const finding of findings) {
  const reason = explained[finding]
  if (reason === undefined) process.exitCode = 1
  console.log(
    `${reason === undefined ? 'UNEXPLAINED' : 'explained'}: ${finding}${reason ? `. ${reason}` : ''}`,
  )
}
