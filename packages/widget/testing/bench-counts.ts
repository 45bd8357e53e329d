import type { Browser, Page } from 'playwright-core'
import { compress } from '../build/compress.ts'
import type { Figure } from './bench.ts'
import type { FakeSite } from './fake-site.ts'
import { ask, idle, openPanel, shopPage } from './pages.ts'
import { everyPart } from './sample-parts.ts'

/** Requests, storage, bytes, and what a strict policy has to object to. */
export async function countWidget(browser: Browser, site: FakeSite): Promise<Figure[]> {
  return [...(await countRequests(browser, site)), await countViolations(browser, site)]
}

async function countRequests(browser: Browser, site: FakeSite): Promise<Figure[]> {
  site.pages.set('/counted', { html: shopPage() })
  return withPage(browser, async page => {
    const requests: string[] = []
    page.on('request', request => requests.push(request.url()))
    await page.goto(`${site.origin}/counted`)
    await page.locator('.launcher').waitFor()
    await idle(page)
    const ofWidget = () => requests.filter(url => !url.endsWith('/counted'))
    const before = ofWidget()
    const stored = await page.evaluate(() => localStorage.length + sessionStorage.length + (document.cookie ? 1 : 0))
    await openPanel(page)
    await idle(page)
    const usable = ofWidget()
    const foreign = usable.filter(url => !url.startsWith(site.origin))
    const bytes = async (urls: readonly string[]) => {
      const sizes = await Promise.all(urls.map(async url => compress(await (await fetch(url)).text()).length))
      return sizes.reduce((sum, size) => sum + size, 0)
    }
    return [
      { name: 'requests before opening', value: before.length, unit: '', goal: 1 },
      { name: 'requests until usable', value: usable.length, unit: '', goal: 2 },
      { name: 'requests to other hosts', value: foreign.length, unit: '', goal: 0 },
      { name: 'storage keys and cookies before interaction', value: stored, unit: '', goal: 0 },
      { name: 'brotli before opening', value: await bytes(before), unit: 'B', goal: 2500 },
      { name: 'brotli until usable', value: await bytes(usable), unit: 'B', goal: 18_000 },
    ]
  })
}

/** Sending, streaming, a table, cards and a menu where neither styles nor scripts without nonce nor any Trusted Types policy are allowed. */
async function countViolations(browser: Browser, site: FakeSite): Promise<Figure> {
  site.pages.set('/strict', {
    html: shopPage('<script nonce="n1" async src="/widget.js?agent=agent_lumen"></script>').replace(/ style="[^"]*"/, ''),
    headers: {
      'content-security-policy':
        "default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; style-src 'none'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'",
    },
  })
  site.api.answer = () => everyPart
  return withPage(browser, async page => {
    const problems: string[] = []
    page.on('console', message => message.type() === 'error' && problems.push(message.text()))
    page.on('pageerror', error => problems.push(String(error)))
    await page.goto(`${site.origin}/strict`)
    await openPanel(page)
    await ask(page, 'Show me everything')
    await page.locator('.card.form').waitFor()
    await page.getByRole('button', { name: 'Options' }).click()
    await page.locator('.sheet button').first().waitFor()
    return { name: 'violations of a strict policy with Trusted Types', value: problems.length, unit: '', goal: 0 }
  })
}

async function withPage<T>(browser: Browser, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } })
  try {
    return await work(await context.newPage())
  } finally {
    await context.close()
  }
}
