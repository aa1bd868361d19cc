import { describe, expect, it } from 'vitest'
import type { NamedTensor } from '../../contract'
import { decodeTensors, encodeTensors } from '../tensorFile'

const sinkMass: NamedTensor = {
  name: 'sinkMass',
  unit: '1',
  dtype: 'f32',
  axes: ['layer', 'head'],
  shape: [1, 2],
  data: Float32Array.of(0.25, 0.5),
}

describe('tensors that the table of measures knows', () => {
  it.each<[string, NamedTensor, string]>([
    ['another unit', { ...sinkMass, unit: 'nats' }, 'tensor sinkMass has the unit nats, not 1'],
    [
      'other axes',
      { ...sinkMass, axes: ['head', 'layer'] },
      'tensor sinkMass has the axes head, layer, not layer, head',
    ],
    [
      'another type',
      { ...sinkMass, dtype: 'i32', data: Int32Array.of(0, 1) },
      'tensor sinkMass has the type i32, not f32',
    ],
  ])('are not written with %s', (_what, tensor, conflict) => {
    expect(() => encodeTensors([tensor])).toThrow(`Not as the table of measures has it: ${conflict}.`)
  })

  it('may be of full precision, as earlier versions kept them', () => {
    const kept: NamedTensor = { ...sinkMass, dtype: 'f64', data: Float64Array.of(0.1, 0.2) }
    const { entries, bytes } = encodeTensors([kept])
    expect(decodeTensors(entries, bytes, 'here')).toEqual([kept])
  })

  it('leave those of a newer version alone', () => {
    const newer: NamedTensor = { ...sinkMass, name: 'mysteryMass', unit: 'furlongs' }
    const { entries, bytes } = encodeTensors([newer])
    expect(decodeTensors(entries, bytes, 'here')).toEqual([newer])
  })
})
