// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { readModels } from '../../../setup/specDraft'
import { useSetup } from '../../../stores/setup'
import ViewBoundary from '../ViewBoundary.vue'

vi.mock('../../../client', () => ({
  client: {
    on: () => () => undefined,
    setup: { planStudy: () => Promise.resolve(null), keepDraft: () => Promise.resolve() },
    app: { setUnsaved: () => Promise.resolve() },
  },
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

let timesShown = 0
/** Cannot show a draft with this model. */
const SetupView = defineComponent(() => {
  const setup = useSetup()
  timesShown++
  return () => {
    if (readModels(setup.draft).some(({ path }) => path === 'a')) throw new Error('A curve without an end.')
    return h('p', 'the view')
  }
})

async function mountBroken() {
  const setup = useSetup()
  setup.addModel('a')
  const boundary = mount(ViewBoundary, {
    props: { canStartAnew: true },
    slots: { default: () => h(SetupView) },
  })
  await vi.waitFor(() => expect(boundary.text()).toContain('Start an empty set-up'))
  const button = boundary.findAll('button').find((each) => each.text() === 'Start an empty set-up')
  await button?.trigger('click')
  await vi.waitFor(() => expect(setup.replacing).not.toBeNull())
  return { setup, boundary }
}

it('starts an empty set-up in place of one that cannot be shown', async () => {
  const { setup, boundary } = await mountBroken()
  setup.replacing?.('discard')
  await vi.waitFor(() => expect(boundary.text()).toBe('the view'))
  expect(setup.blank).toBe(true)
})

it('keeps the set-up and the way out where a person changes their mind', async () => {
  const { setup, boundary } = await mountBroken()
  const before = timesShown
  setup.replacing?.('cancel')
  await vi.waitFor(() => expect(setup.replacing).toBeNull())
  await flushPromises()
  expect(readModels(setup.draft)).toHaveLength(1)
  expect(timesShown).toBe(before)
  expect(boundary.text()).toContain('Start an empty set-up')
})
