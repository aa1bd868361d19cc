// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import NumberField from '../NumberField.vue'

function mountField(props: Partial<InstanceType<typeof NumberField>['$props']> = {}) {
  const field = mount(NumberField, {
    props: {
      label: 'Context',
      modelValue: 256,
      minimum: 16,
      maximum: 4096,
      whole: true,
      ...props,
      'onUpdate:modelValue': (value: number | null) => field.setProps({ modelValue: value }),
    },
  })
  return field
}

describe('NumberField', () => {
  it('keeps the last good value while what is typed is not one, and says what is wanted', async () => {
    const field = mountField()
    await field.get('input').setValue('8')
    expect(field.emitted('update:modelValue')).toBeUndefined()
    expect(field.get('[role=alert]').text()).toContain('16')
    expect(field.get('input').attributes('aria-invalid')).toBe('true')
    await field.get('input').setValue('1,024')
    expect(field.emitted('update:modelValue')).toEqual([[1024]])
    expect(field.find('[role=alert]').exists()).toBe(false)
  })

  it('is a problem while it holds no value, and none when it does again or the value is another', async () => {
    const field = mountField()
    const input = field.get('input')
    await input.setValue('abc')
    const problem = { typed: 'abc', message: 'A number is wanted.' }
    expect(field.emitted('update:problem')).toEqual([[problem]])
    expect(input.element.value).toBe('abc')
    await input.setValue('256')
    expect(field.emitted('update:problem')?.at(-1)).toEqual([null])
    await input.setValue('abc')
    await field.setProps({ modelValue: 512 })
    expect(field.emitted('update:problem')?.at(-1)).toEqual([null])
    expect(input.element.value).toBe('512')
  })

  it('is as it was left when its problem was kept, and follows who takes the problem away', async () => {
    const field = mountField({ problem: { typed: '8', message: 'as said in another language' } })
    const input = field.get('input')
    expect(input.element.value).toBe('8')
    expect(field.emitted('update:problem')).toEqual([
      [{ typed: '8', message: 'A number from 16 to 4096 is wanted.' }],
    ])
    await field.setProps({ problem: null })
    expect(input.element.value).toBe('256')
    expect(input.attributes('aria-invalid')).toBeUndefined()
  })

  it('stands for another place when value and problem are both new', async () => {
    const field = mountField()
    await field.setProps({ modelValue: 512, problem: { typed: 'abc', message: '' } })
    expect(field.get('input').element.value).toBe('abc')
    expect(field.emitted('update:problem')).toBeUndefined()
  })

  it('steps with the arrow keys and stays in range', async () => {
    const field = mountField({ step: 256 })
    await field.get('input').trigger('keydown', { key: 'ArrowUp' })
    await field.get('input').trigger('keydown', { key: 'ArrowDown', shiftKey: true })
    expect(field.emitted('update:modelValue')).toEqual([[512], [16]])
  })

  it('gives null for nothing where that is allowed', async () => {
    const field = mountField({ optional: true })
    await field.get('input').setValue('')
    expect(field.emitted('update:modelValue')).toEqual([[null]])
  })
})
