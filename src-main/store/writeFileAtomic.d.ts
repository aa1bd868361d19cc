/** The package ships without types; this is what is used of it. */
declare module 'write-file-atomic' {
  /** Writes beside the target and renames: readers see the old bytes or the new ones. */
  export default function writeFileAtomic(path: string, content: string | Buffer): Promise<void>
  export function sync(path: string, content: string | Buffer): void
}
