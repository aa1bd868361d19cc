/** Installers for the three systems: what goes in, what stays outside the archive, and which doors of the runtime are closed. */

import { existsSync, readdirSync } from 'node:fs'

/** Native code is loaded by path, and node-llama-cpp finds its libraries by its own file layout. */
const native = ['build/native/**', 'node_modules/node-llama-cpp/**', 'node_modules/@node-llama-cpp/**']

const thisBuild = `${{ win32: 'win', darwin: 'mac' }[process.platform] ?? process.platform}-${process.arch}`

/** Builds of llama.cpp for another system or processor than the one that packages. */
const foreignBuilds = listFolders('node_modules/@node-llama-cpp').filter(
  (name) => !name.startsWith(thisBuild),
)

function listFolders(path) {
  return existsSync(path) ? readdirSync(path) : []
}

export default {
  appId: 'org.ropewalk.workbench',
  productName: 'Ropewalk',
  copyright: 'MIT licence',
  directories: { output: 'out/package', buildResources: 'resources/icons' },
  files: [
    'package.json',
    'dist/**',
    'build/native/Release/ropewalk.node',
    // Source of llama.cpp and its build files: needed to compile the addon, not to run it.
    '!node_modules/node-llama-cpp/llama/{gitRelease.bundle,addon,cmake,profiles,toolchains,gpuInfo}{,/**}',
    // npm installs the builds of other processors along.
    ...foreignBuilds.map((name) => `!node_modules/@node-llama-cpp/${name}{,/**}`),
  ],
  extraResources: [{ from: 'resources', to: 'resources' }],
  asarUnpack: native,
  // The addon is built for this system's Node-API, which Electron shares: nothing is to be rebuilt.
  npmRebuild: false,
  publish: null,
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  fileAssociations: [
    { ext: 'ropewalk', name: 'Ropewalk Experiment', role: 'Editor', mimeType: 'application/x-ropewalk' },
    { ext: 'gguf', name: 'GGUF Model', role: 'Viewer', rank: 'Alternate', mimeType: 'application/x-gguf' },
  ],
  linux: {
    // A deb names a homepage and a person to write to, which the project does not have yet.
    target: ['AppImage', 'dir'],
    category: 'Science',
    icon: 'resources/icons/icon.png',
  },
  mac: {
    target: ['dmg', 'zip'],
    category: 'public.app-category.developer-tools',
    icon: 'resources/icons/icon.png',
    // llama.cpp's libraries are not signed by us.
    entitlements: 'tools/package/entitlements.plist',
    entitlementsInherit: 'tools/package/entitlements.plist',
  },
  win: { target: ['nsis'], icon: 'resources/icons/icon.png' },
  // File associations on Windows need an installation for all; experiments outlive it.
  nsis: { oneClick: false, perMachine: true, deleteAppDataOnUninstall: false },
}
