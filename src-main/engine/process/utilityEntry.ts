/** Entry of the engine as a utility process of Electron, which ends it together with the main process. */
import { startEngine } from '../startEngine'
import { isToEngine } from './messages'
import { replaceBinaryCheck } from './replaceBinaryCheck'
import { runEngineProcess } from './runEngineProcess'

const { parentPort } = process

if (process.argv.includes('--packaged')) replaceBinaryCheck()

runEngineProcess({
  port: {
    post: (message) => parentPort.postMessage(message),
    onMessage: (listener) => {
      const check = ({ data }: { data: unknown }) => {
        if (isToEngine(data)) listener(data)
      }
      parentPort.on('message', check)
      return () => parentPort.off('message', check)
    },
  },
  startEngine,
  exit: () => process.kill(process.pid, 'SIGKILL'),
})
