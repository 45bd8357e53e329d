import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WidgetConfig } from '@craveva/sdk/chat'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { buildWidget } from '../build/build.ts'
import { type FakeSite, startFakeSite } from './fake-site.ts'
import { sampleConfig } from './sample-config.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => existsSync(path))

/** Why browser tests are skipped here, or null. */
export const noBrowser = executablePath ? null : 'no Chromium in /usr/bin: install it with `apt-get install chromium`'
if (noBrowser) console.log(`Skipped: ${noBrowser}`)

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A page of a shop with the widget on it. */
export const shopPage = (script = '<script async src="/widget.js?agent=agent_lumen"></script>', language = 'en') => `<!doctype html>
<html lang="${language}">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Lumen lamps</title></head>
  <body style="font: 16px Georgia, serif; margin: 40px; background: #f6f1e8">
    <main><h1>Lumen lamps</h1><p>Light for every room.</p><p><a href="/second">The second page</a> <button type="button">A button</button></p></main>
    ${script}
  </body>
</html>`

export interface VisitOptions {
  /** Of the page. */
  readonly headers?: Record<string, string>
  /** Of the agent. */
  readonly config?: WidgetConfig
}

/** Builds the widget, starts a site with it and a browser, for one file of tests. */
export function setUpBrowser(standard: WidgetConfig = sampleConfig) {
  let browser: Browser
  let site: FakeSite
  let folder = ''

  beforeAll(async () => {
    if (noBrowser) return
    folder = await mkdtemp(join(tmpdir(), 'craveva-widget-'))
    await buildWidget(folder)
    site = await startFakeSite(folder, standard)
    browser = await chromium.launch({ ...(executablePath && { executablePath }), args })
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  /** Opens a page in a context of its own, with everything the site remembered forgotten. `ORIGIN` stands for the site's own. */
  async function visit(html: string, options: BrowserContextOptions & VisitOptions = {}) {
    const { headers, config = standard, ...contextOptions } = options
    site.api.reset(config)
    site.visits.length = 0
    html = html.replaceAll('ORIGIN', site.origin)
    site.pages.set('/', { html, ...(headers && { headers }) })
    site.pages.set('/second', { html, ...(headers && { headers }) })
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...contextOptions })
    const page = await context.newPage()
    const problems: string[] = []
    const errors: string[] = []
    page.on('pageerror', error => {
      errors.push(String(error))
      problems.push(String(error))
    })
    page.on('console', message => {
      const failedRequest = message.text().startsWith('Failed to load resource')
      if (['error', 'warning'].includes(message.type()) && !failedRequest) problems.push(message.text())
    })
    await page.goto(`${site.origin}/`, { waitUntil: 'commit' })
    return { page, context, site, api: site.api, problems, errors, [Symbol.asyncDispose]: () => context.close() }
  }

  return { visit }
}

/** Opens the panel as a visitor does, and waits until it can be written in. */
export async function openPanel(page: Page) {
  await page.locator('.launcher').click()
  await page.locator('.composer textarea').waitFor()
}

/** Writes a message and sends it. */
export async function ask(page: Page, text: string) {
  await page.locator('.composer textarea').fill(text)
  await page.keyboard.press('Enter')
}

/** The end of the conversation: waits until the last answer is complete. */
export const answered = (page: Page, count = 1) =>
  page
    .locator('.message.agent .meta time')
    .nth(count - 1)
    .waitFor()
