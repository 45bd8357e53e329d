import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fastFolder } from '@craveva/testing/fast-folder'
import { cloneTestDatabase, type TestDatabase } from '@craveva/testing/test-database'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Program, startProgram } from '../fixtures/program.ts'

/** The pages of the real program in a real browser: the reference with its console, and what links in mails lead to. */

const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  path => path !== undefined && existsSync(path),
)
if (!executablePath) console.log('skipped: no Chromium here; install it, or set CHROMIUM_PATH')

const password = 'SecurePassword123!'
let database: TestDatabase
let dataDir: string
let program: Program
let browser: Browser

describe.skipIf(!executablePath)('pages', () => {
  beforeAll(async () => {
    database = await cloneTestDatabase()
    dataDir = await mkdtemp(join(await fastFolder(), 'craveva-test-'))
    program = await startProgram({ DATABASE_URL: database.url, DATA_DIR: dataDir })
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await program?.end('SIGTERM')
    await database?.drop()
    await rm(dataDir, { recursive: true, force: true })
  }, 60_000)

  test('the reference is tried with a login and with a key: reading, uploading, streaming', async () => {
    const { email, owner } = await signUp()
    const { agent } = (await owner.post('/agents', { name: 'Ada', type: 'custom', model: 'builtin' })).body
    const key = (await owner.post('/account/api-keys', { name: 'Partner', permissions: ['read'] })).body.api_key.key
    const { page, problems } = await openPage('/docs')
    await page.locator('.opblock-tag').first().waitFor()

    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('wrong password!')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect.poll(() => page.locator('#who').textContent()).toMatch(/wrong|not/i)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect.poll(() => page.locator('#who').textContent()).toBe(`Signed in as ${email}`)

    const list = await openOperation(page, 'agents', 'get', '/agents')
    expect(await execute(page, list)).toContain(agent.agent_id)

    const upload = await openOperation(page, 'dataSources', 'post', '/data-sources/upload')
    await page
      .locator(`${upload} input[type=file]`)
      .setInputFiles({ name: 'returns.md', mimeType: 'text/markdown', buffer: Buffer.from('# Returns') })
    expect(await execute(page, upload)).toMatch(/^201[\s\S]*"source_name": "returns.md"/)

    const run = await openOperation(page, 'executions', 'post', '/agents/{agent_id}/execute')
    await page.locator(`${run} input[placeholder="agent_id"]`).fill(agent.agent_id)
    await page.locator(`${run} textarea`).fill(JSON.stringify({ input: 'Can I return it?', stream: true }))
    await page.locator(`${run} .execute`).click()
    await expect.poll(() => page.locator('#events').inputValue()).toMatch(/"type":"text-delta"[\s\S]*"type":"finish"/)
    await page.getByRole('button', { name: 'Close', exact: true }).click()

    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    expect(await execute(page, list)).toMatch(/^401/)
    await page.getByLabel('API key', { exact: true }).fill(key)
    await page.getByRole('button', { name: 'Use key' }).click()
    expect(await execute(page, list)).toContain(agent.agent_id)
    // A refusal is an answer: the browser says so in its console, the page does not fail.
    expect(problems.filter(problem => !problem.includes('401'))).toEqual([])
    await page.close()
  })

  test.each(['light', 'dark'] as const)('on a phone the reference fits, in %s', async colorScheme => {
    const { page, problems } = await openPage('/docs', { viewport: { width: 390, height: 844 }, colorScheme })
    await page.locator('.opblock-tag').first().waitFor()
    await openOperation(page, 'agents', 'post', '/agents')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(await page.locator('html.dark-mode').count()).toBe(colorScheme === 'dark' ? 1 : 0)
    expect(problems).toEqual([])
    await page.close()
  })

  test('the link of a mail leads to a new password, once', async () => {
    const { email } = await signUp()
    await program.anonymous.post('/auth/password/forgot', { email })
    const link = await linkInMail(email, 'reset-password')
    const { page } = await openPage(link)
    expect(page.url()).not.toContain('token')
    await page.getByLabel('New password').fill('password1234')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await expect.poll(() => page.locator('.field-problem').textContent()).not.toBe('')
    await page.getByLabel('New password').fill('unrelated words of mine')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await expect.poll(() => page.locator('#result').textContent()).toContain('Your password is changed')
    expect((await program.anonymous.post('/auth/login', { email, password: 'unrelated words of mine' })).status).toBe(200)
    await page.close()

    const again = (await openPage(link)).page
    await again.getByLabel('New password').fill('other words of mine too')
    await again.getByRole('button', { name: 'Change the password' }).click()
    await expect.poll(() => again.locator('#result.problem').isVisible()).toBe(true)
    expect((await program.anonymous.post('/auth/login', { email, password: 'unrelated words of mine' })).status).toBe(200)
    await again.close()
  })

  test('an address is confirmed by its mail', async () => {
    const { email, owner } = await signUp()
    const { page } = await openPage(await linkInMail(email, 'verify-email'))
    await page.getByRole('button', { name: 'Confirm the address' }).click()
    await expect.poll(() => page.locator('#result.good').isVisible()).toBe(true)
    expect((await owner.get('/auth/me')).body.user.is_verified).toBe(true)
    await page.close()
  })

  test('an invitation is accepted by its mail', async () => {
    const { owner } = await signUp()
    const { user } = (await owner.get('/auth/me')).body
    const email = `invited-${crypto.randomUUID()}@example.com`
    await owner.post(`/companies/${user.company_id}/invitations`, { email, role: 'viewer' })
    const { page } = await openPage(await linkInMail(email, 'accept-invitation'))
    await page.locator('[name=full_name]').fill('Jane Doe')
    await page.locator('[name=password]').fill(password)
    await page.locator('form button').click()
    await expect.poll(() => page.locator('#result.good').isVisible()).toBe(true)
    const { body } = await program.anonymous.post('/auth/login', { email, password })
    expect(body.user).toMatchObject({ email, role: 'viewer' })
    await page.close()
  })

  test('a link without its token says so, and pages run no script of others', async () => {
    const { page } = await openPage('/console/reset-password')
    expect(await page.locator('#result').textContent()).toContain('This link is incomplete')
    for (const path of ['/docs', '/console/reset-password']) {
      const policy = (await fetch(`${program.url}${path}`)).headers.get('content-security-policy')
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
    }
    await page.close()
  })
})

async function signUp() {
  const email = `john-${crypto.randomUUID()}@example.com`
  const { body } = await program.anonymous.post('/auth/register', { email, password, full_name: 'John Doe', company_name: 'Example Corp' })
  return { email, owner: program.signedIn(body.token) }
}

async function openPage(path: string, options: Parameters<Browser['newPage']>[0] = {}) {
  const page = await browser.newPage(options)
  const problems: string[] = []
  page.on('pageerror', error => problems.push(String(error)))
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  page.on('request', request => {
    if (!/^(data:|blob:)/.test(request.url()) && !request.url().startsWith(program.url)) problems.push(`asked ${request.url()}`)
  })
  await page.goto(new URL(path, program.url).href)
  return { page, problems }
}

/** Opens an operation of the reference; gives the selector of its block. */
async function openOperation(page: Page, tag: string, method: 'get' | 'post', path: string) {
  const block = `.opblock-${method}:has([data-path="${path}"])`
  await page.locator(`#operations-tag-${tag}`).click()
  await page.locator(`${block} .opblock-summary`).click()
  return block
}

/** What an operation answers, with its status before it. */
async function execute(page: Page, block: string) {
  await page.locator(`${block} .execute`).click()
  await page.locator(`${block} .live-responses-table .response`).waitFor()
  await expect.poll(() => page.locator(`${block} .loading-container`).count()).toBe(0)
  return page.locator(`${block} .live-responses-table tbody`).textContent()
}

/** The link to one of the pages in the mail to an address, as it lies in the outbox. */
async function linkInMail(email: string, page: string) {
  const outbox = join(dataDir, 'outbox')
  let found: string | undefined
  await expect
    .poll(
      async () => {
        for (const name of await readdir(outbox).catch(() => [])) {
          const mail = (await readFile(join(outbox, name), 'utf8')).replaceAll('=\r\n', '').replaceAll('=3D', '=')
          if (mail.includes(email)) found ??= new RegExp(`/console/${page}#token=[\\w.-]+`).exec(mail)?.[0]
        }
        return found
      },
      { timeout: 30_000 },
    )
    .toBeDefined()
  return found ?? ''
}
