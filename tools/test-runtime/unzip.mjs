/** Unpacks a zip archive with file modes and links; no program of the system is needed. */
import { createWriteStream, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'

const symbolicLink = 0o120000
const typeBits = 0o170000

/** @param isWanted told the path of each entry */
export async function unzip(archive, folder, isWanted) {
  const zip = await open(archive)
  try {
    for await (const entry of entriesOf(zip)) if (isWanted(entry.fileName)) await write(zip, entry, folder)
  } finally {
    zip.close()
  }
}

function open(archive) {
  return new Promise((done, fail) =>
    yauzl.open(archive, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error ? fail(error) : done(zip),
    ),
  )
}

async function* entriesOf(zip) {
  for (let index = 0; index < zip.entryCount; index++) {
    yield await new Promise((done, fail) => {
      zip.once('entry', done)
      zip.once('error', fail)
      zip.readEntry()
    })
    zip.removeAllListeners()
  }
}

async function write(zip, entry, folder) {
  const path = resolve(join(folder, entry.fileName))
  if (!path.startsWith(resolve(folder) + sep)) throw new Error(`Entry outside the folder: ${entry.fileName}`)
  if (entry.fileName.endsWith('/')) return void mkdirSync(path, { recursive: true })
  mkdirSync(dirname(path), { recursive: true })
  const mode = entry.externalFileAttributes >>> 16
  const stream = await new Promise((done, fail) =>
    zip.openReadStream(entry, (error, opened) => (error ? fail(error) : done(opened))),
  )
  if ((mode & typeBits) === symbolicLink) symlinkSync(await text(stream), path)
  else await pipeline(stream, createWriteStream(path, { mode: mode & 0o777 }))
}
