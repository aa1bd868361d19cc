export { createPerplexityTask } from './perplexityTask'
