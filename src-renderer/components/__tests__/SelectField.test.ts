// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { SelectItem, SelectRoot } from 'reka-ui'
import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import SelectField from '../SelectField.vue'

const options = [
  { value: '', label: 'An example' },
  { value: 'a', label: 'Model a' },
]

/** Opened with the keyboard, since the options exist only then. */
async function openField(modelValue: string) {
  const field = mount(SelectField<string>, {
    attachTo: document.body,
    props: {
      label: 'Model',
      options,
      modelValue,
      'onUpdate:modelValue': (value: string) => field.setProps({ modelValue: value }),
    },
  })
  await field.get('[role=combobox]').trigger('keydown', { key: 'Enter' })
  await nextTick()
  return field
}

describe('SelectField', () => {
  it('shows and offers an option of an empty value, which the library refuses', async () => {
    const field = await openField('')
    expect(field.get('[role=combobox]').text()).toBe('An example')
    const offered = [...document.querySelectorAll('[role=option]')]
    expect(offered.map((option) => option.textContent.trim())).toEqual(['An example', 'Model a'])
    expect(offered[0].getAttribute('data-state')).toBe('checked')
    field.unmount()
  })

  it('gives the empty value when that option is chosen', async () => {
    const field = await openField('a')
    const [example] = field.findAllComponents(SelectItem)
    field.findComponent(SelectRoot).vm.$emit('update:modelValue', Reflect.get(example.props(), 'value'))
    await nextTick()
    expect(field.emitted('update:modelValue')).toEqual([['']])
    field.unmount()
  })
})
