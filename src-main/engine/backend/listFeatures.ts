/**
 * The features that llama.cpp says it uses, from `llama_print_system_info`: `CPU : SSE3 = 1 | AVX512 = 0 | ... | CUDA : ARCHS = 500,610 |`.
 *
 * @returns names of what is on, in its order; a value other than 1 is kept with its name, e.g. `ARCHS=500,610`
 */
export function listFeatures(systemInfo: string): string[] {
  return systemInfo.split('|').flatMap((entry) => {
    const [name, value] = (entry.split(' : ').at(-1) ?? '').split('=').map((text) => text.trim())
    if (name === '' || value === undefined || value === '0') return []
    return [value === '1' ? name : `${name}=${value}`]
  })
}
