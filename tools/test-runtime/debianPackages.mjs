/** Programs and libraries of Debian that tests need: installed where root may, else named with the command that installs them. */
import { spawnSync } from 'node:child_process'

/** What tests outside the window need; each of them is skipped by name where it is missing. */
export const testTools = [
  {
    for: 'LaTeX reports',
    packages: 'texlive-latex-extra texlive-pictures',
    isThere: () => hasProgram('pdflatex'),
  },
  { for: 'the text of PDF reports', packages: 'poppler-utils', isThere: () => hasProgram('pdftotext') },
  { for: 'reading files back with Python', packages: 'python3-numpy', isThere: hasNumpy },
  {
    for: 'row kernels of Arm and of older processors',
    packages: 'qemu-user-static g++-aarch64-linux-gnu libc6-dev-arm64-cross',
    isThere: () => ['qemu-aarch64-static', 'aarch64-linux-gnu-g++'].every(hasProgram),
  },
  {
    for: 'a Vulkan device in software',
    packages: 'mesa-vulkan-drivers libvulkan1',
    isThere: () =>
      run('sh', ['-c', 'ldconfig -p | grep -q libvulkan.so.1 && ls /usr/share/vulkan/icd.d/lvp_icd*']),
  },
]

/** Installs what is missing where that is allowed, and says what is not there afterwards; nothing fails. */
export function installTestTools() {
  if (process.platform !== 'linux') return
  const missing = testTools.filter(({ isThere }) => !isThere())
  if (missing.length === 0) return
  const packages = missing.map((tool) => tool.packages).join(' ')
  const install = `apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends ${packages}`
  const mayInstall = process.getuid() === 0 && hasProgram('apt-get')
  if (mayInstall) {
    console.error(`For tests: ${install}`)
    spawnSync('sh', ['-c', install], { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  for (const tool of missing.filter(({ isThere }) => !isThere()))
    console.error(`Not tested: ${tool.for}. Missing: ${tool.packages}. Install as root: ${install}`)
}

/** A Vulkan loader and Mesa's driver for the processor. */
export function hasVulkan() {
  const both = 'ldconfig -p | grep -q libvulkan.so.1 && ls /usr/share/vulkan/icd.d/lvp_icd*'
  return process.platform === 'linux' && run('sh', ['-c', both])
}

export function hasProgram(name) {
  return run('sh', ['-c', `command -v ${name}`])
}

/** As the test of tools/read-back looks for it: the Python in the path, or Debian's beside it. */
function hasNumpy() {
  return ['python3', '/usr/bin/python3'].some((python) => run(python, ['-c', 'import numpy']))
}

function run(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}
