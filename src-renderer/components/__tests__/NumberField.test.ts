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
