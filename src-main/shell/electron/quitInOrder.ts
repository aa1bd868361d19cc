import { app } from 'electron'

/** The program ends with its window, and not before `finish` has: a run is closed, processes are gone. */
export function quitInOrder(finish: () => Promise<void>): void {
  let finished = false
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    if (finished) return
    event.preventDefault()
    void finish().finally(() => {
      finished = true
      app.quit()
    })
  })
}
