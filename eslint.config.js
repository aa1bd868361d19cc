import js from '@eslint/js'
import importX, { createNodeResolver } from 'eslint-plugin-import-x'
import vue from 'eslint-plugin-vue'
import vueAccessibility from 'eslint-plugin-vuejs-accessibility'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'
import { roomZones } from './tools/lint/rooms.mjs'

const folder = import.meta.dirname

/** The same names for rooms of the main side as electron.vite.config.ts and tsconfig.web.json have. */
const alias = {
  '@contract': [`${folder}/src-main/contract`],
  '@core': [`${folder}/src-main/core`],
  '@report': [`${folder}/src-main/report`],
}

const sharedRules = {
  'import-x/no-restricted-paths': ['error', { zones: roomZones }],
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  'no-undef': 'off',
}

/**
 * Imports go down: which room may import which is in tools/lint/rooms.mjs, and each message names the rooms allowed.
 * Globals are denied by default: contract and core are proved free of Node and DOM by their own tsconfig.
 */
export default tseslint.config(
  { ignores: ['dist/', 'build/', 'out/', 'node_modules/', 'tools/sample-model/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts', '**/*.vue'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.vue', '.js', '.mjs'], alias })],
    },
    rules: sharedRules,
  },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: ['node', 'e2e', 'web', 'web-tests'].map((name) => `./tsconfig.${name}.json`),
        tsconfigRootDir: folder,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  // Layout of templates is Prettier's, types in them are vue-tsc's.
  ...[...vue.configs['flat/essential'], ...vueAccessibility.configs['flat/recommended']].map((config) => ({
    ...config,
    files: ['**/*.vue'],
  })),
  ...tseslint.configs.strict.map((config) => ({ ...config, files: ['**/*.vue'] })),
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/define-emits-declaration': ['error', 'type-based'],
      'vue/enforce-style-attribute': ['error', { allow: ['scoped'] }],
      'vue/no-v-html': 'error',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      'vue/multi-word-component-names': 'off',
    },
  },
  {
    files: ['**/__tests__/**/*.ts'],
    rules: {
      'import-x/no-restricted-paths': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Handlers are async so that what they throw is an answer too.
    files: ['src-main/shell/handlers/**/*.ts'],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
)
