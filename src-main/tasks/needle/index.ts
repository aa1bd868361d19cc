export { createNeedleTask } from './needleTask'
