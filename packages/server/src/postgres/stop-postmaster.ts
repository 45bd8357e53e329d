import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Cluster } from './cluster.ts'
import { describeProcess, waitUntil } from './processes.ts'

/** PostgreSQL's signals from polite to brutal, each with the time it gets, in ms. The first cuts connections and writes everything to disk. */
const steps = [
  { signal: 'SIGINT', mode: 'fast', patience: 20_000 },
  { signal: 'SIGQUIT', mode: 'immediate', patience: 5_000 },
  { signal: 'SIGKILL', mode: 'immediate', patience: 5_000 },
] as const

/** Stops a postmaster and waits until it is gone. What it had acknowledged is safe at every step; after the later ones the next start takes longer. */
export async function stopPostmaster(pid: number, cluster: Cluster) {
  for (const { signal, mode, patience } of steps) {
    await tell(pid, signal, mode, cluster)
    if (await waitUntil(() => isGone(pid), patience)) return
    cluster.log(`PostgreSQL (process ${pid}) did not follow ${signal} within ${patience / 1000} s`)
  }
}

const isGone = async (pid: number) => {
  const found = await describeProcess(pid)
  return !found || found.zombie
}

async function tell(pid: number, signal: NodeJS.Signals, mode: string, cluster: Cluster) {
  if (process.platform === 'win32') {
    // Windows has no signals; PostgreSQL listens on a pipe of its own for pg_ctl.
    await promisify(execFile)(cluster.binaries.pgCtl, ['stop', '-D', cluster.directory, '-m', mode, '-W']).catch(() => undefined)
    return
  }
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
