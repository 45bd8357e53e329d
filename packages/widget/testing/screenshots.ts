import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { buildWidget } from '../build/build.ts'
import { type FakeApi, say, sayHolding } from './fake-api.ts'
import { type FakeSite, startFakeSite } from './fake-site.ts'
import { answered, ask, launchBrowser, openPanel, shopPage } from './pages.ts'
import { sampleConfig } from './sample-config.ts'
import { everyPart, sampleParts } from './sample-parts.ts'

/** Takes a picture of every state in every look, to be looked at: `node --conditions=source testing/screenshots.ts [part of a name]`. */

interface Stage {
  readonly page: Page
  readonly api: FakeApi
}

const looks: Record<string, BrowserContextOptions & { language?: string }> = {
  light: {},
  dark: { colorScheme: 'dark' },
  'right-to-left': { language: 'ar' },
  phone: { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  'phone-dark-right-to-left': {
    viewport: { width: 390, height: 780 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
    colorScheme: 'dark',
    language: 'ar',
  },
}

const partsOf = (...types: string[]) => sampleParts.filter(({ type }) => types.includes(type)) as ReturnType<typeof say>

const reply = async ({ page, api }: Stage, answer: ReturnType<typeof say>, question = 'How long does delivery take?') => {
  api.answer = () => answer
  await openPanel(page)
  await ask(page, question)
}

const states: Record<string, (stage: Stage) => Promise<unknown>> = {
  closed: ({ page }) => page.locator('.launcher').waitFor(),
  empty: ({ page }) => openPanel(page),
  async streaming(stage) {
    await reply(stage, sayHolding('Delivery takes **2 to 4 working days** within the country.\n\n1. Standard: 4.90\n2. Express: 9.', 'x'))
    await stage.page.locator('.message.agent li').nth(1).waitFor()
  },
  async waiting(stage) {
    await reply(stage, [{ type: 'hold' }])
    await stage.page.locator('.dots').waitFor()
  },
  async sources(stage) {
    await reply(stage, [
      ...say('It takes **2 to 4 working days**. You can follow the parcel from the confirmation mail.'),
      ...partsOf('citation', 'receipt'),
    ])
    await answered(stage.page)
    await stage.page.locator('.sources summary').first().click()
  },
  async formatted(stage) {
    await reply(stage, everyPart.slice(0, -sampleParts.length))
    await answered(stage.page)
  },
  async cards(stage) {
    await reply(
      stage,
      [...say('These two suit a reading corner. Your last order is on its way.'), ...partsOf('product', 'order', 'file')],
      'Which lamp?',
    )
    await answered(stage.page)
    await stage.page.locator('.order').waitFor()
  },
  async form(stage) {
    await reply(stage, [...say('I can tell you when it is back.'), ...partsOf('form')], 'Is it back?')
    await answered(stage.page)
    await stage.page.locator('.form .action').click()
  },
  async 'hand-off'(stage) {
    const { page, api } = stage
    await reply(stage, [...say('A colleague will answer.'), { type: 'handoff', state: 'waiting', operator_name: null }], 'A person, please')
    await answered(page)
    while (!api.followed) await new Promise(done => setTimeout(done, 50))
    api.operate({ type: 'handoff', state: 'with_operator', operator_name: 'Mia' })
    const { message_id, created_at } = api.operatorMessage('')
    const joined = { type: 'handoff', state: 'with_operator', operator_name: 'Mia' } as const
    api.operate({
      type: 'message',
      message: { message_id, created_at, role: 'system', parts: [joined], execution_id: null, author_name: null },
    })
    api.operate({ type: 'message', message: api.operatorMessage('Hello, this is Mia. I have your order in front of me.') })
    api.operate({ type: 'presence', role: 'operator', name: 'Mia', online: true })
    api.operate({ type: 'typing', role: 'operator', name: 'Mia' })
    await page.locator('.dots').waitFor()
    await page.locator('.here').waitFor()
  },
  async away(stage) {
    await states['hand-off']?.(stage)
    stage.api.operate({ type: 'presence', role: 'operator', name: 'Mia', online: false })
    await stage.page.locator('.presence:not(.here)').waitFor()
  },
  async consent({ page }) {
    await page.locator('.launcher').click()
    await page.locator('.consent').waitFor()
  },
  async broken(stage) {
    const [product] = partsOf('product')
    await reply(
      stage,
      [...say('This one suits a reading corner.'), { ...product, options: null } as unknown as ReturnType<typeof say>[number]],
      'Which lamp?',
    )
    await answered(stage.page)
  },
  async offline(stage) {
    await reply(stage, say('Two to four days.'))
    await answered(stage.page)
    await stage.page.context().setOffline(true)
    await ask(stage.page, 'And abroad?')
    await stage.page.locator('.notice').waitFor()
  },
  async error(stage) {
    stage.api.refusals.push({ match: /POST .*chat/, status: 429, code: 'RATE_LIMIT_EXCEEDED', headers: { 'retry-after': '17' }, times: 9 })
    await reply(stage, [])
    await stage.page.locator('.problem').waitFor()
  },
  async failed(stage) {
    await reply(stage, [{ type: 'error', code: 'PROVIDER_ERROR', message: 'The assistant cannot answer at the moment.', retryable: true }])
    await stage.page.locator('.problem').last().waitFor()
  },
  async menu(stage) {
    await reply(stage, say('Two to four days.'))
    await answered(stage.page)
    await stage.page.locator('.menu .icon').click()
    await stage.page.locator('.sheet button').first().waitFor()
  },
  async files({ page }) {
    await openPanel(page)
    const chosen = page.waitForEvent('filechooser')
    await page.locator('.composer .icon').first().click()
    await (await chosen).setFiles([{ name: 'broken lamp.txt', mimeType: 'text/plain', buffer: Buffer.from('x') }])
    await page.locator('.attachments li').waitFor()
  },
  async rated(stage) {
    await reply(stage, say('Two to four days.'))
    await answered(stage.page)
    await stage.page.locator('.rate').nth(1).click()
    await stage.page.locator('.line input').waitFor()
  },
}

const only = process.argv[2] ?? ''
const folder = await mkdtemp(join(tmpdir(), 'craveva-screens-'))
const dist = await mkdtemp(join(tmpdir(), 'craveva-widget-'))
await buildWidget(dist)
const browser = await launchBrowser()
for (const [look, { language, ...options }] of Object.entries(looks)) {
  for (const [state, play] of Object.entries(states)) {
    const name = `${state}-${look}.png`
    if (!name.includes(only)) continue
    const site: FakeSite = await startFakeSite(dist, sampleConfig)
    const script = state === 'consent' ? '<script async src="/widget.js?agent=agent_lumen" data-consent="required"></script>' : undefined
    site.pages.set('/', { html: shopPage(script, language) })
    const context = await browser.newContext({ viewport: { width: 900, height: 780 }, reducedMotion: 'reduce', ...options })
    const page = await context.newPage()
    await page.goto(site.origin)
    await play({ page, api: site.api }).catch(error => console.log(`${name}: ${String(error).split('\n')[0]}`))
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(folder, name) })
    await context.close()
    await site.close()
  }
}
await browser.close()
await rm(dist, { recursive: true, force: true })
console.log(folder)
