import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** The whole way of a new user: the program starts empty, sets up its shop, and a shopper asks in a real browser. */

const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  path => path !== undefined && existsSync(path),
)
const built = existsSync(join(import.meta.dirname, '../../widget/dist/manifest.json'))
if (!executablePath) console.log('skipped: no Chromium here; install it, or set CHROMIUM_PATH')
if (!built) console.log('skipped: the widget is not built')

let program: Awaited<ReturnType<typeof startProgram>>
let browser: Browser

describe.skipIf(!executablePath || !built)('the demo shop', () => {
  beforeAll(async () => {
    program = await startProgram()
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await program?.stop()
  }, 60_000)

  test('answers a question with its source, and remembers it on the next page', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    const problems: string[] = []
    page.on('pageerror', error => problems.push(String(error)))
    page.on('console', message => message.type() === 'error' && problems.push(message.text()))
    await page.goto(`${program.url}/demo/`)
    await page.getByRole('button', { name: 'Can I return sale items?' }).first().click()
    await expect.poll(() => textOf(page), { timeout: 20_000 }).toContain('30 days')
    expect(await textOf(page)).toContain('Returns')

    await page.goto(`${program.url}/demo/pages/shipping`)
    await page.evaluate(`craveva('open')`)
    await expect.poll(() => textOf(page), { timeout: 20_000 }).toContain('30 days')
    expect(problems).toEqual([])
    await page.close()
  }, 60_000)
})

/** What the widget shows, within its shadow root; as text, since this file is typed for Node and not for pages. */
const textOf = (page: Page) =>
  page.evaluate<string>(`[...document.querySelectorAll('*')].map(element => element.shadowRoot?.textContent ?? '').join(' ')`)

async function startProgram() {
  const folder = await mkdtemp(join(tmpdir(), 'craveva-program-'))
  const port = await freePort()
  const env = { ...process.env, PORT: String(port), DATA_DIR: join(folder, '.data'), DATABASE_URL: '' }
  const child = spawn(process.execPath, ['--conditions=source', join(import.meta.dirname, 'main.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk
      if (output.includes('Craveva is running')) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(`The program ended early:\n${output}`)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort() {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
