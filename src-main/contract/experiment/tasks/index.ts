export * from './needle'
export * from './passkey'
export * from './perplexity'
export * from './ruler'
