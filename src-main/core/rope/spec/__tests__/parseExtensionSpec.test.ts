import { describe, expect, it } from 'vitest'
import { extensionNames } from '../../extensionTable'
import { parseExtensionSpec } from '../parseExtensionSpec'

const names = extensionNames.join(', ')

/** Bad specs with the message each must give. */
const refused: readonly (readonly [spec: string, message: string])[] = [
  ['yaarn:scale=4', `Unknown extension: yaarn:scale=4. Expected ${names}. Did you mean yarn?`],
  ['Linear:scale=4', `Unknown extension: Linear:scale=4. Expected ${names}. Did you mean linear?`],
  ['xpos', `Unknown extension: xpos. Expected ${names}. See \`ropewalk frequencies --help\`.`],
  ['', `Unknown extension: "". Expected ${names}. See \`ropewalk frequencies --help\`.`],
  ['linear:scael=4', 'Unknown key: scael in extension linear:scael=4. Expected scale. Did you mean scale?'],
  [
    'linear:scale=4,temperature=1',
    'Unknown key: temperature in extension linear:scale=4,temperature=1. Expected scale. Leave it out.',
  ],
  [
    'none:scale=4',
    'Unknown key: scale in extension none:scale=4. Expected no key for this extension. Leave it out.',
  ],
  [
    'linear:scale=4,scale=8',
    'Key given twice: scale in extension linear:scale=4,scale=8. Expected each key once. Remove one of them.',
  ],
  [
    'linear',
    'Missing key: scale in extension linear. Expected a number of at least 1, or auto. Add scale=….',
  ],
  [
    'linear:',
    'Missing key: scale in extension linear:. Expected a number of at least 1, or auto. Add scale=….',
  ],
  [
    'linear:4',
    'Not a key and a value: 4 in extension linear:4. Expected key=value. Write for instance scale=….',
  ],
  [
    'linear:scale=',
    'Not a key and a value: scale= in extension linear:scale=. Expected key=value. Write for instance scale=….',
  ],
  [
    'longrope:factors',
    'Not a key and a value: factors in extension longrope:factors. Expected key=value. Write for instance factors=….',
  ],
  ['none:4', 'Not a key and a value: 4 in extension none:4. Expected key=value. Leave it out.'],
  [
    'linear:scale=0.5',
    'Out of range: scale=0.5 in extension linear:scale=0.5. Expected a number of at least 1, or auto. Correct the value.',
  ],
  [
    'yarn:scale=NaN',
    'Out of range: scale=NaN in extension yarn:scale=NaN. Expected a number of at least 1, or auto. Correct the value.',
  ],
  [
    'ntk:scale=Infinity',
    'Out of range: scale=Infinity in extension ntk:scale=Infinity. Expected a number of at least 1, or auto. Correct the value.',
  ],
  [
    'ntk:scale=1e999',
    'Out of range: scale=1e999 in extension ntk:scale=1e999. Expected a number of at least 1, or auto. Correct the value.',
  ],
  [
    'linear:scale=0x10',
    'Out of range: scale=0x10 in extension linear:scale=0x10. Expected a number of at least 1, or auto. Correct the value.',
  ],
  [
    'base:base=1',
    'Out of range: base=1 in extension base:base=1. Expected a number above 1. Correct the value.',
  ],
  [
    'dynamic-ntk:factor=0.99',
    'Out of range: factor=0.99 in extension dynamic-ntk:factor=0.99. Expected a number of at least 1. Correct the value.',
  ],
  [
    'dynamic-ntk:factor=auto',
    'Out of range: factor=auto in extension dynamic-ntk:factor=auto. Expected a number of at least 1. Correct the value.',
  ],
  [
    'p-rope:keep=1.01',
    'Out of range: keep=1.01 in extension p-rope:keep=1.01. Expected a number above 0 and up to 1. Correct the value.',
  ],
  [
    'p-rope:keep=0',
    'Out of range: keep=0 in extension p-rope:keep=0. Expected a number above 0 and up to 1. Correct the value.',
  ],
  [
    'llama3:factor=8,originalContext=8192.5',
    'Out of range: originalContext=8192.5 in extension llama3:factor=8,originalContext=8192.5. ' +
      'Expected a whole number of at least 1. Correct the value.',
  ],
  [
    'by-parts:scale=4,alpha=32',
    'Not rising: alpha=32, beta=32 in extension by-parts:scale=4,alpha=32. Expected alpha below beta. Correct one of them.',
  ],
  [
    'yarn:scale=4,betaFast=1,betaSlow=32',
    'Not rising: betaSlow=32, betaFast=1 in extension yarn:scale=4,betaFast=1,betaSlow=32. ' +
      'Expected betaSlow below betaFast. Correct one of them.',
  ],
  [
    'llama3:factor=8,lowFrequencyFactor=5',
    'Not rising: lowFrequencyFactor=5, highFrequencyFactor=4 in extension llama3:factor=8,lowFrequencyFactor=5. ' +
      'Expected lowFrequencyFactor below highFrequencyFactor. Correct one of them.',
  ],
]

describe('parseExtensionSpec', () => {
  it.each(refused)('refuses "%s"', (spec, message) => {
    expect(() => parseExtensionSpec(spec)).toThrow(
      expect.objectContaining({ code: 'extension.invalid', message, details: { extension: spec } }),
    )
  })
})
