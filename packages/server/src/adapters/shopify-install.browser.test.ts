import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { apiVersion } from '@craveva/adapter-shopify/library'
import { shopifyAdapter } from '@craveva/adapter-shopify/shopify-adapter'
import { readAdminSchema } from '@craveva/adapter-shopify/testing/admin-schema'
import { createFakeShopify, type FakeShopify } from '@craveva/adapter-shopify/testing/fake-shopify'
import { totpCode } from '@craveva/core/auth/totp'
import { createTestClient } from '@craveva/core/testing/test-client'
import { launchBrowser, noBrowser } from '@craveva/testing/browser'
import { fastFolder } from '@craveva/testing/fast-folder'
import { cloneTestDatabase, type TestDatabase } from '@craveva/testing/test-database'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { freePort } from '../fixtures/program.ts'
import { type Running, start } from '../start.ts'

/** The page of the operator's app in the admin of a shop, and the page where a shop is claimed, of the real program in a real browser. */

const schema = readAdminSchema(apiVersion)

const password = 'SecurePassword123!'
const shops = new Map<string, FakeShopify>()
let database: TestDatabase
let dataDir: string
let program: Running
let browser: Browser

describe.skipIf(noBrowser || !schema)('the app in the admin', () => {
  beforeAll(async () => {
    database = await cloneTestDatabase()
    dataDir = await mkdtemp(join(await fastFolder(), 'craveva-test-'))
    const port = await freePort()
    const config = readConfig({ PORT: String(port), DATABASE_URL: database.url, DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
    const { clientId, clientSecret } = openShop()
    const atShop: typeof fetch = (input, init) => {
      const fake = shops.get(new URL(new Request(input, init).url).hostname)
      if (!fake) throw new Error('It is not reached in tests.')
      return fake.fetch(input, init)
    }
    const adapters = [shopifyAdapter({ fetch: atShop, app: { clientId, clientSecret } })]
    program = await start({ config, demo: false, adapters: adapters as never, say: () => {} })
    browser = await launchBrowser('--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksForNavigations')
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await program?.stop()
    await database?.drop()
    await rm(dataDir, { recursive: true, force: true })
  }, 60_000)

  test('a merchant has an agent after one click, and sees what is left to do', async () => {
    const fake = openShop()
    const { page, frame, problems } = await openAdmin(fake)
    await frame.getByRole('heading', { name: 'Create your agent' }).waitFor()
    expect(await frame.getByText(fake.catalogue.email).isVisible()).toBe(true)
    const create = frame.getByRole('button', { name: 'Create my agent' })
    await create.focus()
    await page.keyboard.press('Enter')
    await frame.getByText('3 products are known.').waitFor({ timeout: 30_000 })
    expect(await frame.getByText('Connected to Harbour.').isVisible()).toBe(true)
    expect(await frame.locator('#said').textContent()).toBe('1 of 3 steps to go.')
    expect(await frame.getByRole('link', { name: 'Open the theme editor' }).getAttribute('href')).toBe(
      `https://${fake.shop}/admin/themes/current/editor?context=apps&activateAppId=${fake.clientId}/craveva-chat`,
    )
    expect(await frame.getByRole('heading', { name: 'Look into your mail' }).isVisible()).toBe(true)
    fake.catalogue.blocks = [{ type: 'shopify://apps/craveva-chat/blocks/craveva-chat/0192' }]
    // Back from the editor.
    await frame.locator('body').evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await frame.locator('#summary', { hasText: 'All is set: Harbour advisor answers your customers.' }).waitFor({ timeout: 30_000 })
    expect(await frame.getByRole('link', { name: 'Open the theme editor' }).count()).toBe(0)
    await frame.getByText('Put it on a page by hand').click()
    expect(await frame.locator('[data-snippet]').textContent()).toContain('/widget.js?agent=agent_')
    expect(problems).toEqual([])
    await page.context().close()

    const owner = await enterByMail(fake.catalogue.email)
    expect((await owner.get('/agents')).body.total).toBe(1)
  })

  test('a merchant who has an account connects the shop with it, and the page goes on by itself', async () => {
    const { email, client } = await signUp()
    const fake = openShop(email)
    const { page, frame } = await openAdmin(fake)
    await frame.getByRole('button', { name: 'Create my agent' }).click()
    await frame.locator('#taken').waitFor()
    await frame.getByRole('button', { name: 'I have an account' }).click()
    const link = frame.getByRole('link', { name: 'Continue to sign in' })
    await link.waitFor()
    const opened = page.context().waitForEvent('page')
    await link.click()
    const claim = await opened
    await claim.getByLabel('E-mail').fill(email)
    await claim.getByLabel('Password').fill('wrong password!')
    await claim.getByRole('button', { name: 'Sign in' }).click()
    await claim.locator('#result.problem').waitFor()
    await claim.getByLabel('Password').fill(password)
    await claim.getByRole('button', { name: 'Sign in' }).click()
    await claim.getByText(fake.shop).waitFor()
    expect(await claim.locator('[data-company]').textContent()).toBe('Example Corp')
    expect(claim.url()).not.toContain('token')
    expect((await client.get('/deployments')).body.total).toBe(0)
    await claim.getByRole('button', { name: 'Connect the shop' }).click()
    await claim.locator('#result.good').waitFor()
    await frame.getByText('Connected to Harbour.').waitFor({ timeout: 30_000 })
    expect(await frame.locator('[data-company]').textContent()).toBe('Example Corp')
    expect(await frame.getByRole('heading', { name: 'Look into your mail' }).count()).toBe(0)
    expect((await client.get('/deployments')).body.total).toBe(1)
    await page.context().close()
  })

  test('claiming takes the second factor of whoever has one, and a link that was used says so', async () => {
    const { email, client } = await signUp()
    const { secret } = (await client.post('/account/two-factor', { password })).body
    const confirmed = await client.post('/account/two-factor/confirm', { code: totpCode(secret, Math.floor(Date.now() / 30_000)) })
    const [recoveryCode] = confirmed.body.recovery_codes
    const fake = openShop(email)
    const headers = { authorization: `Bearer ${fake.sessionToken()}` }
    const answer = await fetch(`${program.url}/hooks/shopify/app/claim-link`, { method: 'POST', headers })
    const { url } = (await answer.json()) as { url: string }
    const page = await openClaim(url, email)
    await page.getByLabel('Code').fill('000000')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.locator('#result.problem').waitFor()
    await page.getByLabel('Code').fill(recoveryCode)
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('button', { name: 'Connect the shop' }).click()
    await page.locator('#result.good').waitFor()
    await page.context().close()
    expect((await client.get('/deployments')).body.total).toBe(1)

    const other = await signUp()
    const again = await openClaim(url, other.email)
    await again.locator('#result.problem').waitFor()
    expect(await again.locator('#result').textContent()).toContain('This link is not good any more')
    expect(await again.locator('form:visible').count()).toBe(0)
    await again.context().close()
    expect((await other.client.get('/deployments')).body.total).toBe(0)
  })

  test('what went wrong is told, and tried again', async () => {
    const fake = openShop()
    fake.failWith = 503
    const { page, frame } = await openAdmin(fake)
    await frame.getByRole('heading', { name: 'This did not work' }).waitFor()
    expect(await frame.locator('#problem-text').textContent()).toBe('Shopify does not answer.')
    fake.failWith = null
    await frame.getByRole('button', { name: 'Try again' }).click()
    await frame.getByRole('heading', { name: 'Create your agent' }).waitFor()
    await page.context().close()
  })

  test('a session token that is refused is asked for once more; without App Bridge the page says where to go', async () => {
    const fake = openShop()
    const tokens = [fake.sessionToken({ exp: 1 })]
    const { page, frame } = await openAdmin(fake, {}, { token: () => tokens.pop() ?? fake.sessionToken() })
    await frame.getByRole('heading', { name: 'Create your agent' }).waitFor()
    expect(tokens).toEqual([])
    await page.context().close()

    const refused = await openAdmin(fake, {}, { token: () => fake.sessionToken({ exp: 1 }) })
    await refused.frame.getByRole('heading', { name: 'This did not work' }).waitFor()
    await refused.page.context().close()

    const without = await openAdmin(fake, {}, { script: '' })
    await without.frame.getByRole('heading', { name: 'This did not work' }).waitFor()
    expect(await without.frame.locator('#problem-text').textContent()).toContain('Open the app in your Shopify admin.')
    await without.page.context().close()
  })

  test.each([
    ['light', 390],
    ['dark', 390],
    ['light', 1000],
    ['dark', 1000],
  ] as const)('it fits in %s at %i pixels', async (colorScheme, width) => {
    const fake = openShop()
    const { page, frame } = await openAdmin(fake, { colorScheme, viewport: { width, height: 844 } })
    await frame.getByRole('heading', { name: 'Create your agent' }).waitFor()
    const wide = () => frame.locator('html').evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(await wide()).toBe(0)
    await frame.getByRole('button', { name: 'Create my agent' }).click()
    await frame.getByText('3 products are known.').waitFor({ timeout: 30_000 })
    expect(await wide()).toBe(0)
    const paper = await frame.locator('body').evaluate('getComputedStyle(document.body).backgroundColor')
    expect(paper).toBe(colorScheme === 'dark' ? 'rgb(18, 23, 29)' : 'rgb(241, 241, 241)')
    await page.context().close()
  })

  test('no other page may frame it', async () => {
    const fake = openShop()
    const { page } = await openAdmin(fake, {}, { admin: 'https://evil.example/' })
    await expect.poll(() => page.frames().length).toBe(2)
    expect(await page.frames()[1]?.locator('main').count()).toBe(0)
    await page.context().close()
  })
})

function openShop(email = `${randomBytes(6).toString('hex')}@example.com`): FakeShopify {
  if (!schema) throw new Error('no schema')
  const shop = `${randomBytes(6).toString('hex')}.myshopify.com`
  const fake = createFakeShopify(schema, { email, linkBase: `https://${shop.split('.')[0]}.example` }, shop)
  shops.set(shop, fake)
  return fake
}

const bridge = 'window.shopify = { idToken: () => window.sessionToken() }'

interface Bridge {
  readonly admin?: string
  /** What App Bridge gives, in turn. */
  readonly token?: () => string
  readonly script?: string
}

/** The app in a frame of the admin, which is a double with App Bridge in it. */
async function openAdmin(
  fake: FakeShopify,
  options: BrowserContextOptions = {},
  { admin = 'https://admin.shopify.com/store/harbour/apps/craveva', token = () => fake.sessionToken(), script = bridge }: Bridge = {},
) {
  const context = await browser.newContext(options)
  const problems: string[] = []
  const address = `${program.url}/hooks/shopify/app?shop=${fake.shop}&embedded=1&host=aG9zdA`
  const frameOf = `<!doctype html><title>Admin</title><style>body{margin:0}iframe{border:0;width:100vw;height:100vh}</style><iframe src="${address}"></iframe>`
  await context.exposeFunction('sessionToken', token)
  await context.route(/^https:/, route => {
    const url = route.request().url()
    if (url === admin) return route.fulfill({ contentType: 'text/html', body: frameOf })
    if (url === 'https://cdn.shopify.com/shopifycloud/app-bridge.js') return route.fulfill({ contentType: 'text/javascript', body: script })
    problems.push(`asked ${url}`)
    return route.abort()
  })
  const page: Page = await context.newPage()
  page.on('pageerror', error => problems.push(String(error)))
  page.on('console', message => message.type() === 'error' && !/50\d|409/.test(message.text()) && problems.push(message.text()))
  await page.goto(admin)
  return { page, frame: page.frameLocator('iframe'), problems }
}

/** The page that a claim link opens, with the password entered. */
async function openClaim(url: string, email: string) {
  const page = await browser.newPage()
  await page.goto(url)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return page
}

const anonymous = () => createTestClient(`${program.url}/api/v1`, null)

async function signUp() {
  const email = `john-${randomBytes(6).toString('hex')}@example.com`
  const person = { email, password, full_name: 'John Doe', company_name: 'Example Corp' }
  const { body } = await anonymous().post('/auth/register', person)
  return { email, client: createTestClient(`${program.url}/api/v1`, body.token) }
}

/** Chooses a password by the link in the mail, and signs in. */
async function enterByMail(email: string) {
  const page = await browser.newPage()
  await page.goto(program.url + (await linkInMail(email)))
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.locator('#result.good').waitFor()
  await page.close()
  const { body } = await anonymous().post('/auth/login', { email, password })
  return createTestClient(`${program.url}/api/v1`, body.token)
}

async function linkInMail(email: string) {
  const outbox = join(dataDir, 'outbox')
  let found: string | undefined
  const search = async () => {
    for (const name of await readdir(outbox).catch(() => [])) {
      const mail = (await readFile(join(outbox, name), 'utf8')).replaceAll('=\r\n', '').replaceAll('=3D', '=')
      if (mail.includes(email)) found ??= /\/console\/reset-password#token=[\w.-]+/.exec(mail)?.[0]
    }
    return found
  }
  await expect.poll(search, { timeout: 30_000 }).toBeDefined()
  return found ?? ''
}
