export { createTask } from './createTask'
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
