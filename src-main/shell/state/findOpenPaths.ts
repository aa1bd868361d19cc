/** Which arguments of a command line are files to open: those that end as ours do. One that is missing is said by the page. */
import { extname, resolve } from 'node:path'

const endings = new Set(['.ropewalk', '.gguf', '.json'])

/** @param args without the program and the application folder; @param folder what relative paths are relative to */
export function findOpenPaths(args: readonly string[], folder: string): string[] {
  return args
    .filter((argument) => !argument.startsWith('-') && endings.has(extname(argument).toLowerCase()))
    .map((argument) => resolve(folder, argument))
}
