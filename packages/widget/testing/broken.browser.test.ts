import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { type Step, say } from './fake-api.ts'
import { answered, ask, noBrowser, openPanel, shopPage } from './pages.ts'
import { sampleParts } from './sample-parts.ts'
import { setUpBrowser } from './set-up-browser.ts'

/** Parts as the contract does not have them: each breaks what draws it. */
const broken = [
  { ...sampleParts.find(({ type }) => type === 'product'), title: 'Ada reading lamp', options: null },
  { ...sampleParts.find(({ type }) => type === 'order'), number: '#1042', items: null },
  { ...sampleParts.find(({ type }) => type === 'form'), title: 'Tell me when it is back', fields: null },
  { ...sampleParts.find(({ type }) => type === 'receipt'), source_name: 'Shop database', fields: null },
] as unknown as Step[]

const whole = sampleParts.find(({ type }) => type === 'order') as Step

const page = () =>
  shopPage(`<script>
    window.craveva = function () { (craveva.q = craveva.q || []).push(arguments) }
    window.heard = []
    window.reported = []
    craveva('on', 'error', error => heard.push(String(error)))
    addEventListener('error', event => reported.push(String(event.error)))
  </script><script async src="/widget.js?agent=agent_lumen"></script>`)

const told = (page: Page, name: 'heard' | 'reported') => page.evaluate(name) as Promise<string[]>

const extrasFile = /\/widget\/assets\/extras\..*\.js/

describe.skipIf(noBrowser)('where the extras do not come', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test('answers are read, and what was not sent can be sent again; then they come', async ({ expect }) => {
    await using visitor = await visit(page(), { prepare: shop => shop.route(extrasFile, route => route.abort()) })
    const { page: shop, api } = visitor
    await openPanel(shop)
    await ask(shop, 'Hi')
    await shop.locator('.message.agent .body', { hasText: 'Hello.' }).waitFor()
    api.refusals.push({ match: /POST .*chat/, status: 429, code: 'RATE_LIMIT_EXCEEDED', headers: { 'retry-after': '7' }, times: 1 })
    await ask(shop, 'And now?')
    expect(await shop.locator('.message.visitor .problem').textContent()).toMatch(/^Not sent\.\s+Try again$/)
    await shop.unroute(extrasFile)
    await shop.getByRole('button', { name: 'Try again' }).click()
    await answered(shop)
    expect(await shop.locator('.message.agent').count()).toBe(2)
    expect(await told(shop, 'reported')).toEqual([])
  })

  test('a conversation that was begun is not shown, and can be asked for again', async ({ expect }) => {
    await using visitor = await visit(page())
    const { page: shop } = visitor
    await openPanel(shop)
    await ask(shop, 'Hi')
    await answered(shop)
    await shop.route(extrasFile, route => route.abort())
    await shop.reload()
    await shop.getByText('The conversation could not be loaded.').waitFor()
    expect(await told(shop, 'heard')).not.toEqual([])
    await shop.unroute(extrasFile)
    await shop.getByRole('button', { name: 'Try again' }).click()
    await answered(shop)
    expect(await shop.locator('.message').allTextContents()).toHaveLength(3)
  })
})

describe.skipIf(noBrowser)('an answer that cannot be drawn', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test('shows the words of what is broken and all of the rest, tells the page, and blames no connection', async ({ expect }) => {
    await using visitor = await visit(page())
    const { page: shop, api } = visitor
    api.answer = () => [...say('These suit a reading corner.'), ...broken, whole, ...say('Anything else?')]
    await openPanel(shop)
    await ask(shop, 'Which lamp?')
    await answered(shop)
    const answer = shop.locator('.message.agent').last()
    for (const words of [
      'These suit a reading corner.',
      'Ada reading lamp',
      '#1042',
      'Tell me when it is back',
      'Shop database',
      'Anything else?',
    ])
      await answer.getByText(words, { exact: true }).first().waitFor()
    expect(await answer.locator('.order').count(), 'what is whole is drawn').toBe(1)
    expect(await shop.getByText('The connection was lost').count()).toBe(0)
    expect(await shop.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    expect(await shop.locator('.copy').count()).toBe(1)
    expect(await told(shop, 'heard')).toHaveLength(broken.length)
    expect(await told(shop, 'reported')).toEqual(await told(shop, 'heard'))
    expect(await told(shop, 'heard')).toEqual(Array(broken.length).fill(expect.stringContaining('TypeError')))

    await ask(shop, 'And now?')
    await answered(shop, 2)
    await shop.reload()
    await answered(shop, 2)
    await shop.getByText('Ada reading lamp', { exact: true }).nth(1).waitFor()
    expect(api.requests.filter(({ path }) => path.endsWith('/chat'))).toHaveLength(2)
  })

  test('is read as it was written where Markdown breaks, while it is being written too', async ({ expect }) => {
    await using visitor = await visit(page())
    const { page: shop, api } = visitor
    api.answer = () => [...say('It takes **two days**'), { type: 'hold' }, { type: 'text-delta', text: ' or three.' }] as Step[]
    await openPanel(shop)
    await ask(shop, 'How long?')
    await shop.locator('.message.agent strong').waitFor()
    await shop.evaluate(() => {
      Node.prototype.isEqualNode = () => {
        throw new RangeError('not today')
      }
    })
    api.release()
    await shop.locator('.message.agent .body', { hasText: 'It takes **two days** or three.' }).waitFor()
    await answered(shop)
    expect(await shop.getByText('The connection was lost').count()).toBe(0)
    expect(await told(shop, 'heard')).toContain('RangeError: not today')
    expect(await told(shop, 'reported')).toContain('RangeError: not today')
  })

  test('a part of a kind that is malformed altogether costs that part alone', async ({ expect }) => {
    await using visitor = await visit(page())
    const { page: shop, api } = visitor
    api.answer = () => [...say('Before.'), { type: 'message', message: null }, ...say('After.')] as unknown as Step[]
    await openPanel(shop)
    await ask(shop, 'Hi')
    await answered(shop)
    expect(await shop.locator('.message.agent .body').last().textContent()).toBe('After.')
    expect(await shop.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    expect(await told(shop, 'heard')).toEqual([expect.stringContaining('TypeError')])
  })
})
