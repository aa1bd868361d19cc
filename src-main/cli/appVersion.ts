import packageFile from '../../package.json' with { type: 'json' }

/** Version of the product, kept with every result. */
export const appVersion: string = packageFile.version
