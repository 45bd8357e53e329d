import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apiVersion } from '@craveva/adapter-shopify/library'
import { readAdminSchema } from '@craveva/adapter-shopify/testing/admin-schema'
import { cloneTestDatabase } from '@craveva/testing/test-database'
import { type Browser, chromium, type Page, type Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { freePort } from '../fixtures/program.ts'
import { type RunningShop, startDemoShop } from './demo-shop.ts'

/** The whole way of a shopper, on a shop of each platform: finds a product, puts it into the cart, asks for an order. */

const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  path => path !== undefined && existsSync(path),
)
const built = existsSync(join(import.meta.dirname, '../../../widget/dist/manifest.json'))
if (!executablePath || !built) console.log('skipped: needs a Chromium and the built widget')
const hasSchema = readAdminSchema(apiVersion) !== null
if (!hasSchema) console.log('the demo shop on Shopify is skipped: its schema could not be fetched from npm')

let browser: Browser

describe.skipIf(!executablePath || !built)('the demo shop', () => {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    })
  })
  afterAll(() => browser?.close())

  describe.each(['woocommerce', ...(hasSchema ? ['shopify'] : [])])('on %s', platform => {
    let shop: RunningShop
    let dataDir: string
    let database: { readonly url: string; drop(): Promise<void> }
    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'craveva-shop-'))
      database = await cloneTestDatabase()
      const port = String(await freePort())
      const config = { ...readConfig({ PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'silent' }), databaseUrl: database.url }
      shop = await startDemoShop(config, platform, () => {})
    })
    afterAll(async () => {
      await shop?.stop()
      await database?.drop()
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    })

    test('shows products, fills the cart with the variant that was chosen, and tells an order to its owner alone', async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
      const problems: string[] = []
      page.on('pageerror', error => problems.push(String(error)))
      page.on('console', message => message.type() === 'error' && problems.push(message.text()))
      await page.goto(shop.shopUrl)
      await expect.poll(() => page.locator('.product').count()).toBeGreaterThan(5)

      const asked = page.waitForRequest(request => request.method() === 'POST' && request.url().endsWith('/chat'))
      await page.getByRole('button', { name: 'Do you have a waterproof jacket?' }).first().click()
      expect((await asked).postDataJSON().context).toEqual(platform === 'shopify' ? { country: 'DE' } : undefined)
      const card = page.locator('li.card', { hasText: 'Skipper Rain Jacket' }).first()
      await card.waitFor()
      await card.getByLabel('Size').selectOption('XL')
      await card.getByLabel('Colour').selectOption('Mustard')
      await card.getByRole('button', { name: 'Add to cart' }).click()
      await expect.poll(() => page.locator('#cart-lines').textContent()).toMatch(/1 × Skipper Rain JacketXL \/ Mustard/)

      await ask(page, 'Where is my order 1001? My e-mail is sam@example.com')
      await expect.poll(() => textOf(page)).toContain('I find no order with these details')
      expect(await textOf(page)).not.toContain('Campfire Enamel Mug')
      await ask(page, 'Oh, it was jo.kim@example.com')
      await expect.poll(() => textOf(page)).toContain('2 × Campfire Enamel Mug')
      expect(problems).toEqual([])
      await page.close()
    })

    test('knows who is signed in', async () => {
      const page = await browser.newPage()
      await page.goto(shop.shopUrl)
      // The page is loaded anew then, and asks who is signed in once the chat is ready.
      // The answer to the page before it may come late, and is gone with that.
      const hasToken = (answer: Response) =>
        answer.json().then(
          ({ token }) => token !== null,
          () => false,
        )
      const told = page.waitForResponse(async answer => /identity/.test(answer.url()) && (await hasToken(answer)))
      await page.locator('#customer').selectOption('Sam Patel')
      await told
      await ask(page, 'Where is my order?')
      await expect.poll(() => textOf(page)).toContain('00340434161094042557')
      expect(await textOf(page)).not.toContain('#1001')
      await page.close()
    })
  })
})

const ask = (page: Page, question: string) => page.evaluate(`craveva('open'); craveva('send', ${JSON.stringify(question)})`)

/** What the widget shows, within its shadow root; as text, since this file is typed for Node and not for pages. */
const textOf = (page: Page) =>
  page.evaluate<string>(`[...document.querySelectorAll('*')].map(element => element.shadowRoot?.textContent ?? '').join(' ')`)
