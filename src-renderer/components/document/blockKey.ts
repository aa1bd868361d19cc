/** What a block is found again by when its document is composed anew: a figure keeps what was opened and hidden in it. */
import type { Block } from '@report/document/model'

/** @param index its place in the section */
export function blockKey(block: Block, index: number): string {
  return block.kind === 'figure' ? `figure ${block.figure.id}` : `${block.kind} ${index}`
}
