import type { WidgetConfig } from '@craveva/sdk/chat'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import type {} from './build-once.ts'
import { exampleAddress } from './examples.ts'
import { type Page as SitePage, startFakeSite } from './fake-site.ts'
import { noBrowser } from './pages.ts'
import { sampleConfig } from './sample-config.ts'

export interface VisitOptions {
  /** Of the page. */
  readonly headers?: Record<string, string>
  /** Of the agent. */
  readonly config?: WidgetConfig
  /** What else the site has, by path. */
  readonly pages?: Readonly<Record<string, SitePage>>
  /** A folder with a built widget, if it is to be another one. */
  readonly dist?: string
  /** What is set up before the page begins: a route or a listener that comes later may miss what it asks for. */
  readonly prepare?: (page: Page) => unknown
}

/** Connects one file of tests to the browser that they share. Tests of a file may run at the same time: each visit has its own site and context. */
export function setUpBrowser() {
  let browser: Browser

  beforeAll(async () => {
    if (!noBrowser) browser = await chromium.connect(inject('widget').browser)
  })
  afterAll(() => browser?.close())

  /**
   * Opens a page of a site of its own. `ORIGIN` in its pages stands for the site's, and so does the address in examples.
   * Nothing moves, unless a test asks for motion. `foreign` is what the page asks for elsewhere.
   */
  async function visit(html: string, options: BrowserContextOptions & VisitOptions = {}) {
    const { headers, config = sampleConfig, pages, dist = inject('widget').dist, prepare, ...contextOptions } = options
    const site = await startFakeSite(dist, config)
    const shown = { html, ...(headers && { headers }) }
    for (const [path, page] of Object.entries({ '/': shown, '/second': shown, ...pages })) {
      site.pages.set(path, { ...page, html: page.html.replaceAll('ORIGIN', site.origin).replaceAll(exampleAddress, site.origin) })
    }
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, reducedMotion: 'reduce', ...contextOptions })
    context.setDefaultTimeout(60_000)
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
    const foreign: string[] = []
    page.on('request', request => {
      if (!request.url().startsWith(site.origin)) foreign.push(request.url())
    })
    await prepare?.(page)
    await page.goto(`${site.origin}/`, { waitUntil: 'commit' })
    const dispose = async () => {
      await leave(page, context)
      await site.close()
    }
    return { page, context, site, api: site.api, problems, errors, foreign, [Symbol.asyncDispose]: dispose }
  }

  return { visit }
}

/**
 * Closes a context. Chromium, when it is told to while a page is on its way to another, at times never answers that it did: the page is let
 * arrive, and an answer that does not come is not waited for, as the browser takes what is left with it when it ends.
 */
async function leave(page: Page, context: BrowserContext) {
  await page.waitForLoadState('load', { timeout: 5000 }).catch(() => {})
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(() => {
    console.warn('The browser does not say that it closed a context.')
    late.resolve()
  }, 15_000)
  await Promise.race([context.close(), late.promise])
  clearTimeout(timer)
}
