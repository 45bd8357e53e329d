import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const scripts = join(import.meta.dirname, '../../packages/widget/testing')

/** It hangs when it takes longer, in milliseconds. */
const longest = 20 * 60_000

/** Runs a script of the widget that opens browsers, in a process of its own, with the types of pages; what it says as JSON in its last line. */
export async function runWidgetScript<Row>(script: string, ...args: readonly string[]): Promise<Row[]> {
  const child = spawn(process.execPath, ['--conditions=source', join(scripts, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longest,
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const output = await text(child.stdout)
  const code = await ended
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  return JSON.parse(output.trim().split('\n').at(-1) ?? '[]') as Row[]
}
