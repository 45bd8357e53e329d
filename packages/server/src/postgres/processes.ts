import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

export interface ProcessDescription {
  /** Dead, but its parent has not taken notice yet, so that its pid still looks alive. */
  zombie: boolean
  /** The arguments as one string, parted by NUL on Linux and by spaces elsewhere. */
  commandLine: string
}

/** What the operating system tells about a process; undefined when it is gone. */
export async function describeProcess(pid: number): Promise<ProcessDescription | undefined> {
  if (process.platform === 'linux') return describeFromProc(pid)
  if (process.platform === 'win32') return describeFromTasklist(pid)
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'state=,command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.trim() ? { zombie: stdout.trim().startsWith('Z'), commandLine: stdout.trim() } : undefined
}

async function describeFromProc(pid: number): Promise<ProcessDescription | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const state = stat.slice(stat.lastIndexOf(')') + 2)[0]
    return { zombie: state === 'Z' || state === 'X', commandLine: await readFile(`/proc/${pid}/cmdline`, 'utf8') }
  } catch {
    return undefined
  }
}

async function describeFromTasklist(pid: number): Promise<ProcessDescription | undefined> {
  const { stdout } = await promisify(execFile)('tasklist', ['/nh', '/fo', 'csv', '/fi', `PID eq ${pid}`]).catch(() => ({ stdout: '' }))
  return stdout.includes(`"${pid}"`) ? { zombie: false, commandLine: stdout } : undefined
}

/** Asks again every 20 ms until `done` says yes or `patience` ms are over; the answer is the last one. */
export async function waitUntil(done: () => boolean | Promise<boolean>, patience: number): Promise<boolean> {
  const deadline = performance.now() + patience
  while (!(await done())) {
    if (performance.now() > deadline) return false
    await sleep(20)
  }
  return true
}
