/** A module hook: the package of llama.cpp's binaries names another folder of them. */

let packageName = ''
let url = ''

/** @param {{ readonly packageName: string; readonly source: string }} data the package, and the module in its place */
export function initialize(data) {
  packageName = data.packageName
  url = `data:text/javascript,${encodeURIComponent(data.source)}`
}

export function resolve(specifier, context, nextResolve) {
  return specifier === packageName ? { url, shortCircuit: true } : nextResolve(specifier, context)
}
