import { type Archive } from './archive/readArchive'
import { decodeText } from './decodeText'
import { parseJson } from './parseJson'
import { refuseDenseJson } from './refuseDenseJson'

/** A part that is one JSON value. @throws RopewalkError `experiment.damaged` where it is missing or no JSON */
export async function readJsonPart(archive: Archive, name: string): Promise<unknown> {
  return parseJsonPart(await archive.read(name), name)
}

/** @throws RopewalkError `experiment.damaged` */
export function parseJsonPart(content: Uint8Array, name: string): unknown {
  refuseDenseJson(content, name)
  return parseJson(decodeText(content, name), name)
}
