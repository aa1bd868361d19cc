export * from './cell'
export * from './manifest'
export * from './spec'
export * from './tasks'
