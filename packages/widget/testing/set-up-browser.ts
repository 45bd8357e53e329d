import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WidgetConfig } from '@craveva/sdk/chat'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { buildWidget } from '../build/build.ts'
import { type FakeSite, startFakeSite } from './fake-site.ts'
import { launchBrowser, noBrowser } from './pages.ts'
import { sampleConfig } from './sample-config.ts'

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
    browser = await launchBrowser()
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

  return { visit, dist: () => folder }
}
