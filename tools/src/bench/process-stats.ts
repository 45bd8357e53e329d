import { readFile } from 'node:fs/promises'

/** Clock ticks a second in /proc, the same on all Linux systems that Node runs on. */
const ticksPerSecond = 100

/** CPU milliseconds, user and system, that a process has used. Linux only. */
export async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The name in parentheses may hold spaces; the fields after it do not.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
}

/** Bytes of memory that a process has in use. Linux only. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) * 1024
}

/** The most memory a process has in use until `stop` is called, looked at ten times a second. */
export function watchMemory(pid: number): { stop(): Promise<number> } {
  let most = 0
  const look = async () => {
    most = Math.max(most, await residentBytes(pid))
  }
  const timer = setInterval(look, 100)
  return {
    async stop() {
      clearInterval(timer)
      await look()
      return most
    },
  }
}
