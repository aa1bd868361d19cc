/** Where the window was, and whether that place is still on a screen. */
import { join } from 'node:path'
import { z } from 'zod'
import { createKeptJson } from '../../store'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const placeSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(640), height: z.int().min(480) }),
  maximized: z.boolean(),
})
export type WindowPlace = z.infer<typeof placeSchema>

export const keepWindowPlace = (userData: string) =>
  createKeptJson(join(userData, 'window.json'), placeSchema)

/** Whether enough of the title bar can be reached to move the window. */
export function isReachable(bounds: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some(
    (screen) =>
      bounds.x + bounds.width - margin > screen.x &&
      bounds.x + margin < screen.x + screen.width &&
      bounds.y >= screen.y &&
      bounds.y + margin < screen.y + screen.height,
  )
}

/** Points; about a title bar's height. */
const margin = 40
