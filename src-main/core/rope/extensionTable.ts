/** Every extension there is, in the order in which lists show them. */
import type { ExtensionKind } from '../../contract'
import { base } from './extensions/base'
import { byParts } from './extensions/byParts'
import { custom } from './extensions/custom'
import { dynamicNtk } from './extensions/dynamicNtk'
import type { ExtensionEntry } from './extensions/extensionEntry'
import { linear } from './extensions/linear'
import { llama3 } from './extensions/llama3'
import { longrope } from './extensions/longrope'
import { native } from './extensions/native'
import { none } from './extensions/none'
import { ntk } from './extensions/ntk'
import { ntkMixed } from './extensions/ntkMixed'
import { pRope } from './extensions/pRope'
import { yarn } from './extensions/yarn'

export const extensionTable: { readonly [K in ExtensionKind]: ExtensionEntry<K> } = {
  native,
  none,
  linear,
  ntk,
  base,
  'dynamic-ntk': dynamicNtk,
  'by-parts': byParts,
  yarn,
  longrope,
  llama3,
  'ntk-mixed': ntkMixed,
  'p-rope': pRope,
  custom,
}

export const extensionNames: readonly string[] = Object.keys(extensionTable)

export function isExtensionKind(name: string): name is ExtensionKind {
  return Object.hasOwn(extensionTable, name)
}
