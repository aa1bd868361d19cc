/** Installers for the three systems: what goes in, what stays outside the archive, and which doors of the runtime are closed. */

/** Native code is loaded by path, and node-llama-cpp finds its libraries by its own file layout. */
const native = ['build/native/**', 'node_modules/node-llama-cpp/**', 'node_modules/@node-llama-cpp/**']

export default {
  appId: 'org.ropewalk.workbench',
  productName: 'Ropewalk',
  copyright: 'MIT licence',
  directories: { output: 'out/package', buildResources: 'resources/icons' },
  files: ['package.json', 'dist/**', 'build/native/Release/ropewalk.node'],
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
    target: ['AppImage', 'deb'],
    category: 'Science',
    maintainer: 'Ropewalk',
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
