/** Stands in the summary for the tests of the project `vulkan` where a machine has no Vulkan driver. */
import { it } from 'vitest'

it.skip('rotations, rows, reducers, prefixes, answers and partial offload on a Vulkan device (needs mesa-vulkan-drivers)', () =>
  undefined)
