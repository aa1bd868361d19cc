/** What stands in a field and is no value of it. */
export interface FieldProblem {
  readonly typed: string
  /** What is wanted instead, in words. */
  readonly message: string
}
