import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/**
 * Calls `whenGone` once npm, having started us, is no more. npm starts scripts through a shell that hands no signal on, so that a supervisor's `kill`
 * ends npm and the shell and never reaches us. Does nothing when we were not started by npm. The answer ends the watch.
 */
export function watchNpm(whenGone) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return () => undefined
  const parents = [process.ppid]
  parentOf(process.ppid).then(npm => npm > 1 && parents.push(npm))
  const timer = setInterval(() => {
    if (parents.every(isAlive)) return
    clearInterval(timer)
    whenGone()
  }, 300)
  return () => clearInterval(timer)
}

const parentOf = pid =>
  promisify(execFile)('ps', ['-o', 'ppid=', '-p', String(pid)]).then(
    ({ stdout }) => Number(stdout),
    () => 0,
  )

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
