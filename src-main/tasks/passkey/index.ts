export { createPasskeyTask } from './passkeyTask'
