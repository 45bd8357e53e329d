import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program of ours in a process of its own. */
export interface Program {
  readonly pid: number
  /** What it has printed so far. */
  output(): string
  /** Asks it to end, and ends it when it does not within 10 s. */
  stop(): Promise<void>
}

/** Starts `node <args>`; `ready` is asked again and again until it answers true. Throws with the program's output when it ends before that. */
export async function spawnProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ready: (output: string) => boolean | Promise<boolean>,
  patienceMs = 60_000,
): Promise<Program> {
  const child = spawn(process.execPath, args, { env: { ...baseEnvironment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const collect = (chunk: Buffer) => {
    output = (output + chunk).slice(-100_000)
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const latest = Date.now() + patienceMs
  while (!(await ready(output))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${args[0]} ended early:\n${output}`)
    if (Date.now() > latest) {
      await stop(child)
      throw new Error(`${args[0]} was not ready within ${patienceMs / 1000} s:\n${output}`)
    }
    await sleep(10)
  }
  return { pid: child.pid ?? 0, output: () => output, stop: () => stop(child) }
}

async function stop(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(timer)
}

/** What programs need of the environment; not the settings of whoever runs the bench. */
function baseEnvironment() {
  const { PATH = '', HOME = '', TMPDIR, LANG } = process.env
  return { PATH, HOME, NODE_ENV: 'production', ...(TMPDIR && { TMPDIR }), ...(LANG && { LANG }) }
}
