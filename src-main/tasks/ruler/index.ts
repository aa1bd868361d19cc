export { createRulerTask } from './rulerTask'
