/** Counts what is alive in a process that listens to its inspector (`--inspect=127.0.0.1:PORT`), after its garbage is collected. */
export interface LiveMemory {
  /** Bytes of objects and buffers. */
  bytes(): Promise<number>
  close(): void
}

/** In the process: two collections, since the first frees what the second finds. */
const used = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())'

export async function openLiveMemory(port: number): Promise<LiveMemory> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { webSocketDebuggerUrl: string }[]
  if (!target) throw new Error('The process has no inspector')
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', () => reject(new Error('The inspector does not answer')), { once: true })
  })
  const waiting = new Map<number, (result: { result?: { value?: number } }) => void>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data))
    waiting.get(id)?.(result)
    waiting.delete(id)
  })
  let last = 0
  const ask = (method: string, params: object = {}) =>
    new Promise<{ result?: { value?: number } }>(resolve => {
      waiting.set(++last, resolve)
      socket.send(JSON.stringify({ id: last, method, params }))
    })
  return {
    async bytes() {
      for (let time = 0; time < 2; time++) await ask('HeapProfiler.collectGarbage')
      const { result } = await ask('Runtime.evaluate', { expression: used })
      return Number(result?.value)
    },
    close: () => socket.close(),
  }
}
