import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { listLicences } from './tools/licences/listLicences'

const source = (path: string) => resolve(import.meta.dirname, path)

const stableNames = { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' }

/**
 * Three builds: the main side (command line, window, and the engine process of each), the bridge, and the renderer.
 * Packages stay outside the main side's bundles: node-llama-cpp finds its binaries by its own file layout.
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
          app: source('src-main/shell/electron/main.ts'),
          reportThread: source('src-main/shell/report/threadEntry.ts'),
          utilityEngine: source('src-main/engine/process/utilityEntry.ts'),
        },
        // A command loads what it names, not all that its rooms export: no module of ours acts by being imported.
        treeshake: { moduleSideEffects: false },
        output: { format: 'es', ...stableNames },
      },
    },
  },
  preload: {
    build: {
      outDir: 'dist/preload',
      target: 'node20',
      // A sandboxed preload is one CommonJS file, and needs nothing of the contract but its channel names.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: source('src-main/preload/index.ts') },
        treeshake: { moduleSideEffects: false },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('src-renderer'),
    plugins: [vue(), listLicences(source('package-lock.json'))],
    resolve: {
      alias: {
        '@contract': source('src-main/contract'),
        '@core': source('src-main/core'),
        '@report': source('src-main/report'),
      },
    },
    build: {
      outDir: source('dist/renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      minify: true,
      // Read from disk: one larger file costs nothing.
      chunkSizeWarningLimit: 4_000,
      // The policy allows no data: fonts, and a file is cached better than a string.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: source('src-renderer/index.html') } },
    },
  },
})
