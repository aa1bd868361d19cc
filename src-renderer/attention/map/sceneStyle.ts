/** Colours and faces of a map, read from the window's tokens. */
import type { Role } from './scene'

export interface SceneStyle {
  readonly ink: string
  readonly muted: string
  readonly rule: string
  readonly empty: string
  readonly paper: string
  readonly roles: Readonly<Record<Role, string>>
  readonly textFace: string
  readonly codeFace: string
}

export const labelPixels = 10
/** Of the paper around lines that cross the map. */
export const haloOpacity = 0.6
export const dashes: Readonly<Record<Role, readonly number[]>> = {
  cursor: [],
  trained: [5, 4],
  needle: [],
  answer: [],
}

export function readSceneStyle(element: Element): SceneStyle {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    ink: token('ink'),
    muted: token('ink-muted'),
    rule: token('rule-strong'),
    empty: token('paper-sunken'),
    paper: token('paper'),
    roles: {
      cursor: token('accent'),
      trained: token('ink'),
      needle: token('series-1'),
      answer: token('series-3'),
    },
    textFace: token('font-text'),
    codeFace: token('font-code'),
  }
}
