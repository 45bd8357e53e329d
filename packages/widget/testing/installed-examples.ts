import { spawn } from 'node:child_process'
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { exampleAddress, exampleAgent } from './examples.ts'
import { startFakeSite } from './fake-site.ts'
import { freePort } from './free-port.ts'
import { answered, ask, launchBrowser, noBrowser, openPanel } from './pages.ts'
import { openProject, packed, pnpm, quiet } from './projects.ts'

/**
 * Does what the examples' README says, with what npm has today: copies each example that has a bundler beside the packed widget, installs, builds, and
 * opens Next.js in Chromium, as it is developed and as it is served. Prints the cases as JSON: `node --conditions=source testing/installed-examples.ts`.
 */

interface Case {
  readonly name: string
  readonly seconds: number
  /** Why it failed; null when it did not. */
  readonly fault: string | null
}

const cases: Case[] = []

async function attempt(name: string, work: () => Promise<unknown>) {
  const started = Date.now()
  const fault = await work().then(
    () => null,
    error => String(error?.stdout || error).slice(0, 2000),
  )
  cases.push({ name, seconds: Math.round((Date.now() - started) / 100) / 10, fault })
  console.error(`${name}: ${fault ?? 'ok'}`)
}

/** Copies an example and puts the address of the site into it, as its user would. */
async function copy(project: Awaited<ReturnType<typeof openProject>>, example: string, address: string) {
  const folder = await project.add(example)
  await cp(join(project.folder, packed), join(folder, packed))
  for (const file of await readdir(folder, { recursive: true })) {
    if (!/\.(jsx|vue)$/.test(file)) continue
    const path = join(folder, file)
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll(exampleAddress, address))
  }
  return folder
}

/** Starts Next.js on a free port and waits until it answers. */
async function serve(folder: string, command: 'dev' | 'start') {
  const port = await freePort()
  const next = spawn(process.execPath, [join(folder, 'node_modules/next/dist/bin/next'), command, '-H', '127.0.0.1', '-p', String(port)], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, ...quiet },
  })
  const ended = new Promise(resolve => next.once('exit', resolve))
  const origin = `http://127.0.0.1:${port}`
  const close = async () => {
    next.kill()
    await ended
  }
  for (const deadline = Date.now() + 60_000; ; ) {
    if (
      await fetch(origin).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return { origin, close }
    if (Date.now() > deadline || next.exitCode !== null) {
      await close()
      throw new Error(`next ${command} does not answer`)
    }
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}

/** One widget that stays while routes change on the client, and knows where its visitor is. */
async function visit(page: Page, origin: string, site: Awaited<ReturnType<typeof startFakeSite>>) {
  const problems: string[] = []
  page.on('pageerror', error => problems.push(String(error)))
  // There is no icon for the tab.
  page.on('console', message => message.type() === 'error' && !message.text().includes('404') && problems.push(message.text()))
  site.api.requests.length = 0
  await page.goto(origin)
  await openPanel(page)
  await ask(page, 'Where am I?')
  await answered(page, 1)
  await page.evaluate('document.querySelector("craveva-widget").same = true')
  for (const [link, heading, count] of [
    ['All lamps', 'All lamps', 2],
    ['Back', 'Lumen lamps', 3],
  ] as const) {
    await page.getByRole('link', { name: link }).click()
    await page.getByRole('heading', { name: heading }).waitFor()
    await ask(page, `And now, after ${link}?`)
    await answered(page, count)
  }
  const seen = await page.evaluate('[...document.querySelectorAll("craveva-widget")].map(element => element.same)')
  const told = site.api.requests
    .filter(({ path }) => path.endsWith('/chat'))
    .map(({ body }) => (body as { context?: { page?: string } }).context?.page)
  const found = JSON.stringify({ seen, told, problems })
  const expected = JSON.stringify({ seen: [true], told: ['/', '/lamps', '/'], problems: [] })
  if (found !== expected) throw new Error(`${found} instead of ${expected}`)
}

async function tryNext(browser: Browser, folder: string, command: 'dev' | 'start', site: Awaited<ReturnType<typeof startFakeSite>>) {
  const next = await serve(folder, command)
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, reducedMotion: 'reduce' })
  try {
    await visit(await context.newPage(), next.origin, site)
  } finally {
    await context.close()
    await next.close()
  }
}

if (!noBrowser) {
  const project = await openProject()
  const site = await startFakeSite(project.folder, exampleAgent)
  const browser = await launchBrowser()
  try {
    for (const example of ['react', 'vue', 'next']) {
      const folder = await copy(project, example, site.origin)
      await attempt(`${example}: install`, () => pnpm(folder, 'install', '--ignore-workspace', '--no-frozen-lockfile'))
      await attempt(`${example}: build`, () => pnpm(folder, '--ignore-workspace', 'run', 'build'))
      if (example !== 'next') continue
      await attempt('next: as it is served', () => tryNext(browser, folder, 'start', site))
      await attempt('next: as it is developed', () => tryNext(browser, folder, 'dev', site))
    }
  } finally {
    await browser.close()
    await site.close()
    await project.close()
  }
}
console.log(`\n${JSON.stringify(cases)}`)
