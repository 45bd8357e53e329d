import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type ParseJob, type ParseMessage, parseMessages } from './wire.ts'

export interface ParseChild {
  /** Ends when the child ends, for whatever reason; only after `end` was it meant to. */
  messages(): AsyncGenerator<ParseMessage>
  endedBy(): 'time' | 'memory' | 'itself'
  /** Most resident memory in bytes that was seen; 0 where the system does not tell. */
  peakBytes(): number
  /** The last it wrote to its standard error. */
  lastWords(): string
  kill(): Promise<void>
}

const script = fileURLToPath(new URL(`./child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url))
const memorySampleMs = 40
/** A busy machine may take its time to start a process. */
const startMs = 30_000

/**
 * Starts a process to read files of strangers: without our environment, without leave to start processes, load native code or write
 * anywhere but to its temporary folder, and with bounded heap. It is ended when it shows nothing for `stallSeconds`, when `time.left`
 * (milliseconds, counted down here only while somebody waits for it) is used up, and above `memoryBytes`.
 */
export function startParseChild(job: ParseJob, time: { left: number }, signal?: AbortSignal): ParseChild {
  let reason: 'time' | 'memory' | 'itself' = 'itself'
  let lastWords = ''
  let peak = 0
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
  /** A process counts as closed when its output was read to the end, which what nobody listens to any more never is. */
  const endNow = async () => {
    child.kill('SIGKILL')
    child.stdio[3]?.destroy()
    await closed
  }
  signal?.addEventListener('abort', abort, { once: true })
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = (lastWords + text.toString()).slice(-4000)
    if (/heap out of memory|Allocation failed/.test(lastWords)) reason = 'memory'
  })
  child.stdin?.on('error', () => undefined).end(JSON.stringify(job))
  const sampling = setInterval(async () => {
    const memory = await residentBytes(child.pid)
    peak = Math.max(peak, memory.peak)
    if (memory.now > job.limits.memoryBytes) end('memory')
  }, memorySampleMs)
  void closed.then(() => clearInterval(sampling))

  async function* messages(): AsyncGenerator<ParseMessage> {
    let hasStarted = false
    const iterator = parseMessages(child.stdio[3] as Readable)
    for (;;) {
      const started = performance.now()
      const timer = setTimeout(
        () => end(hasStarted ? 'time' : 'itself'),
        hasStarted ? Math.min(job.limits.stallSeconds * 1000, time.left) : startMs,
      )
      const next = await iterator.next().catch(() => ({ done: true as const, value: undefined }))
      clearTimeout(timer)
      if (hasStarted) time.left -= performance.now() - started
      hasStarted = true
      if (next.done) return void (await endNow())
      yield next.value
    }
  }

  return {
    messages,
    endedBy: () => reason,
    peakBytes: () => peak,
    lastWords: () => lastWords,
    kill: async () => {
      signal?.removeEventListener('abort', abort)
      await endNow()
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

/** Zeros where the system does not tell; the heap limit holds everywhere. */
async function residentBytes(pid: number | undefined): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0)
  return { now: kilobytes('VmRSS') * 1024, peak: kilobytes('VmHWM') * 1024 }
}
