import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'

const source = (path: string) => resolve(import.meta.dirname, path)

/**
 * Builds the main side: the command line and the engine process it starts. Packages stay outside the bundles:
 * node-llama-cpp finds its binaries by its own file layout.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'dist/main',
      target: 'node20',
      externalizeDeps: true,
      minify: false,
      rolldownOptions: {
        input: {
          cli: source('src-main/cli/main.ts'),
          engine: source('src-main/engine/process/childEntry.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  },
})
