import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { acquireChildSlot } from '../../parse/child-slots.ts'
import { SourceError } from '../source-error.ts'
import type { FilesJob, FilesOutcome } from './files-job.ts'

const script = fileURLToPath(new URL(`./files-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url))
/** Bytes of the answer; rows are bounded long before. */
const mostBytes = 20_000_000
/** A busy machine may take its time to start a process and to load tables. */
const startMs = 20_000

/**
 * Reads tables in a process of its own: without our environment, with bounded memory, and ended when its time is over, since nothing else surely
 * ends a query within one process. Throws SourceError.
 */
export async function runFilesChild(job: FilesJob, signal: AbortSignal): Promise<FilesOutcome> {
  const release = await acquireChildSlot(signal).catch(() => {
    throw new SourceError('failed', 'Too many questions wait for files. Try again shortly.')
  })
  const folder = await mkdtemp(join(tmpdir(), 'craveva-tables-'))
  try {
    const outcome = JSON.parse(await talk({ ...job, folder }, signal)) as FilesOutcome
    if (outcome.refused !== undefined) throw new SourceError('refused', outcome.refused)
    return outcome
  } finally {
    release()
    await rm(folder, { recursive: true, force: true })
  }
}

function talk(job: FilesJob & { folder: string }, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--max-old-space-size=192', '--no-warnings', script], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {},
      cwd: job.folder,
      windowsHide: true,
    })
    let text = ''
    let late = false
    const end = () => child.kill('SIGKILL')
    const timer = setTimeout(() => {
      late = true
      end()
    }, startMs + job.maxMs)
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    child.stdin.on('error', () => {}).end(JSON.stringify(job))
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      if (text.length > mostBytes) end()
    })
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      if (text.endsWith('\n')) return resolve(text)
      if (late) return reject(new SourceError('refused', 'The query took too long and was stopped. Narrow it down.'))
      reject(new SourceError('failed', 'The files could not be read: the process that reads them ended. Ask for less at once.'))
    }
    child.once('close', settle).once('error', settle)
  })
}
