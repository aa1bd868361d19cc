/** Ids and titles of the figures about one model's attention, told apart where several tasks have them. */
import { titleOfTask, type NamedTask } from '../../measures/taskNames'

export interface ProfileNaming {
  readonly idOf: (figure: string) => string
  readonly titleOf: (title: string) => string
}

/** @param place of the task among those that have such figures; the first keeps the plain ids */
export function nameProfiles(model: number, place: number, task: NamedTask): ProfileNaming {
  return {
    idOf: (figure) => (place === 0 ? `${figure}-${model + 1}` : `${figure}-${model + 1}-${place + 1}`),
    titleOf: (title) => titleOfTask(title, task),
  }
}
