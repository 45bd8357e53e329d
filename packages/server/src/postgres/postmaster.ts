import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { open, rename, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Address } from './address.ts'
import { type Cluster, launchOptions, ownDirectory } from './cluster.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { serverArguments } from './settings.ts'
import { diskFull, StartError } from './start-error.ts'
import { stopPostmaster } from './stop-postmaster.ts'

export interface Postmaster {
  pid: number
  stop(): Promise<void>
  /** Settles when it ends without having been asked to, with the last lines of its log. */
  failure: Promise<string>
}

export interface PostmasterOptions {
  address: Address
  maxConnections: number
  fsync: boolean
}

const logLimit = 5_000_000
/** Beside the cluster, not in it: root must not write where another user may place links. */
const logFile = (cluster: Cluster) => `${cluster.directory}.log`

/**
 * Starts PostgreSQL on a cluster and waits until it takes connections, which after a crash includes its recovery.
 * It gets a process group of its own, so that Ctrl+C in a terminal reaches us alone and we can finish our work before it stops.
 *
 * @throws StartError with PostgreSQL's own words
 */
export async function startPostmaster(cluster: Cluster, options: PostmasterOptions): Promise<Postmaster> {
  await rotateLog(cluster)
  const logStart = await sizeOf(logFile(cluster))
  const child = spawnPostmaster(cluster, options)
  const exit = exitOf(child)
  // When this process ends without a word, PostgreSQL shall not outlive it.
  const follow = () => void child.kill('SIGINT')
  process.once('exit', follow)
  exit.then(() => process.off('exit', follow))

  const { pid } = child
  if (pid === undefined || !(await becomesReady(cluster, child))) throw await failed(cluster, await exit, logStart)

  let asked = false
  child.unref()
  return {
    pid,
    stop: async () => {
      asked = true
      child.ref()
      if (isRunning(child)) await stopPostmaster(pid, cluster)
      await exit
    },
    failure: new Promise(resolve => {
      exit.then(async cause => {
        if (!asked) resolve(`${cause}\n${await logSince(cluster, logStart)}`)
      })
    }),
  }
}

function spawnPostmaster(cluster: Cluster, options: PostmasterOptions): ChildProcess {
  const log = openSync(logFile(cluster), 'a', 0o600)
  try {
    const args = ['-D', ownDirectory(cluster), ...serverArguments({ ...options, cluster: cluster.directory })]
    return spawn(cluster.binaries.postgres, args, {
      ...launchOptions(cluster),
      detached: true,
      stdio: ['ignore', log, log],
      windowsHide: true,
    })
  } finally {
    closeSync(log)
  }
}

const exitOf = (child: ChildProcess) =>
  new Promise<string>(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('exit', (code, signal) => resolve(`PostgreSQL ended with ${signal ?? `code ${code}`}`))
  })

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null

/** Waits until it says that it is ready; false when it ends before. */
async function becomesReady(cluster: Cluster, child: ChildProcess) {
  const started = performance.now()
  let told = 0
  while (isRunning(child)) {
    const file = await readPostmasterFile(cluster.directory)
    if (file?.pid === child.pid && file?.status === 'ready') return true
    const seconds = Math.floor((performance.now() - started) / 10_000) * 10
    if (seconds > told) cluster.log(`PostgreSQL is still starting after ${seconds} s; its log is ${logFile(cluster)}`)
    told = seconds
    await sleep(5)
  }
  return false
}

async function failed(cluster: Cluster, cause: string, logStart: number): Promise<StartError> {
  const lines = await logSince(cluster, logStart)
  if (/No space left on device|Disk quota exceeded/.test(lines)) return diskFull(cluster.directory)
  return new StartError('POSTGRES_FAILED', `PostgreSQL did not start. ${cause}; its log, ${logFile(cluster)}, ends with:\n${lines}`)
}

async function logSince(cluster: Cluster, start: number) {
  const handle = await open(logFile(cluster), 'r').catch(() => undefined)
  if (!handle) return ''
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(64_000), position: start })
    return buffer.toString('utf8', 0, bytesRead).trim().split('\n').slice(-8).join('\n')
  } finally {
    await handle.close()
  }
}

async function rotateLog(cluster: Cluster) {
  if ((await sizeOf(logFile(cluster))) > logLimit) await rename(logFile(cluster), `${logFile(cluster)}.1`)
}

const sizeOf = (file: string) =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  )
