// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import ViewBoundary from '../ViewBoundary.vue'

vi.mock('../../../client', () => ({
  client: { call: () => Promise.resolve(null), on: () => () => undefined },
}))
beforeEach(() => setActivePinia(createPinia()))

const broken = ref(true)
const View = defineComponent(() => () => {
  if (broken.value) throw new Error('A curve without an end.')
  return h('p', 'the view')
})

it('shows the error of a view in its place, and the view again when it can be shown', async () => {
  broken.value = true
  const boundary = mount(ViewBoundary, { slots: { default: () => h(View) } })
  await vi.waitFor(() => expect(boundary.get('[role=alert]').text()).toContain('A curve without an end.'))
  expect(boundary.text()).not.toContain('Start an empty set-up')
  broken.value = false
  await boundary.findAll('button')[0].trigger('click')
  await vi.waitFor(() => expect(boundary.text()).toBe('the view'))
})

it('offers an empty set-up as a way out of one that cannot be shown', async () => {
  broken.value = true
  const boundary = mount(ViewBoundary, { props: { canStartAnew: true }, slots: { default: () => h(View) } })
  await vi.waitFor(() => expect(boundary.text()).toContain('Start an empty set-up'))
})
