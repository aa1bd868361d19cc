export { createTask } from './createTask'
export { toPlainText } from './prompt'
export type {
  AnswerJudgement,
  AnswerWork,
  PreparedTask,
  ScoringWindow,
  ScoringWork,
  Task,
  TaskInput,
  Work,
} from './ports'
