import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type ParseJob, type ParseMessage, parseMessages } from './wire.ts'

export interface ParseChild {
  /** Ends when the child ends, for whatever reason; only after `end` was it meant to. */
  messages(): AsyncGenerator<ParseMessage>
  endedBy(): 'time' | 'memory' | 'itself'
  kill(): Promise<void>
}

const script = fileURLToPath(new URL(`./child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url))
const memorySampleMs = 40
const pageBytes = 4096

/**
 * Starts a process to read files of strangers: without our environment, without leave to start processes, load native code or write
 * anywhere but to its temporary folder, and with bounded heap. It is ended when it shows nothing for `stallSeconds`, when `time.left`
 * (milliseconds, counted down here only while somebody waits for it) is used up, and above `memoryBytes`.
 */
export function startParseChild(job: ParseJob, time: { left: number }, signal?: AbortSignal): ParseChild {
  let reason: 'time' | 'memory' | 'itself' = 'itself'
  const child = spawn(process.execPath, [...childFlags(job), script], {
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    env: {},
    windowsHide: true,
  })
  const closed = new Promise<void>(resolve => child.once('close', () => resolve()).once('error', () => resolve()))
  const end = (why: typeof reason) => {
    reason = why
    child.kill('SIGKILL')
  }
  const abort = () => end('itself')
  signal?.addEventListener('abort', abort, { once: true })
  child.stderr?.on('data', (text: Buffer) => {
    if (text.includes('heap out of memory') || text.includes('Allocation failed')) reason = 'memory'
  })
  child.stdin?.on('error', () => undefined).end(JSON.stringify(job))
  const sampling = setInterval(async () => {
    if ((await residentBytes(child.pid)) > job.limits.memoryBytes) end('memory')
  }, memorySampleMs)
  void closed.then(() => clearInterval(sampling))

  async function* messages(): AsyncGenerator<ParseMessage> {
    const iterator = parseMessages(child.stdio[3] as Readable)
    for (;;) {
      const started = performance.now()
      const timer = setTimeout(() => end('time'), Math.min(job.limits.stallSeconds * 1000, time.left))
      const next = await iterator.next().catch(() => ({ done: true as const, value: undefined }))
      clearTimeout(timer)
      time.left -= performance.now() - started
      if (next.done) return void (await closed)
      yield next.value
    }
  }

  return {
    messages,
    endedBy: () => reason,
    kill: async () => {
      signal?.removeEventListener('abort', abort)
      child.kill('SIGKILL')
      await closed
    },
  }
}

function childFlags({ limits, temporaryFolder }: ParseJob): string[] {
  return [
    `--max-old-space-size=${Math.floor(limits.heapBytes / 1024 / 1024)}`,
    '--max-semi-space-size=8',
    '--disallow-code-generation-from-strings',
    '--permission',
    '--allow-fs-read=*',
    `--allow-fs-write=${temporaryFolder}/*`,
    '--no-warnings',
  ]
}

/** 0 where the system does not tell; the heap limit holds everywhere. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')
  return Number(statm.split(' ')[1] ?? 0) * pageBytes
}
