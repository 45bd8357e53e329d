import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { toolsFolder } from './paths.mjs'

const holder = fileURLToPath(new URL('lock-holder.mjs', import.meta.url))

/**
 * Does `work` while no other start of this project installs or builds. Node 20 has no locks that end with their process, newer ones do: a second
 * process holds it for us, and lets go when we do or when we die.
 */
export async function withLock(node, work) {
  await mkdir(toolsFolder, { recursive: true })
  const child = spawn(node, [holder, join(toolsFolder, 'setup.lock')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: process.platform !== 'win32',
  })
  const lines = createInterface({ input: child.stdout })
  const released = once(child, 'exit')
  try {
    for await (const line of lines) {
      if (line === 'held') return await work()
      console.log('Another start is installing or building just now; waiting for it')
    }
    return await work()
  } finally {
    child.stdin.end()
    await released
  }
}
