/** Texts that travel in an experiment file, by path as in the spec: what was read, wherever the original has gone since. */
import { PART, toCorpusPartName } from './archive/partNames'
import { computeSha256, openArchive } from './archive/readArchive'
import { toDamagedError } from './damage'
import { parseManifest } from './parseManifest'
import { readJsonPart } from './readJsonPart'

/** @throws RopewalkError `experiment.damaged` where a text is not the one that its name says */
export async function readKeptTexts(path: string): Promise<Map<string, Uint8Array>> {
  const archive = await openArchive(path)
  try {
    const { manifest } = parseManifest(await readJsonPart(archive, PART.manifest))
    const texts = new Map<string, Uint8Array>()
    for (const corpus of manifest.corpora) {
      const name = toCorpusPartName(corpus.sha256)
      if (!archive.has(name)) continue
      const content = await archive.read(name)
      if (computeSha256(content) !== corpus.sha256)
        throw toDamagedError(name, 'the text is not the one whose SHA-256 is its name')
      texts.set(corpus.path, content)
    }
    return texts
  } finally {
    archive.close()
  }
}
