import { describe, test } from 'vitest'
import { type Step, say, sayHolding } from './fake-api.ts'
import { answered, ask, noBrowser, openPanel, shopPage } from './pages.ts'
import { productCard } from './sample-parts.ts'
import { setUpBrowser } from './set-up-browser.ts'

const citation = {
  type: 'citation',
  data_source_id: 'ds_1',
  document_id: 'doc_1',
  title: 'Delivery',
  heading: 'Times',
  url: 'https://lumen.example/delivery',
  excerpt: 'Parcels arrive within 2 to 4 working days.',
  score: 1,
  used: true,
} as const

const sourced: Step[] = [...say('It takes **2 to 4** working days.', 5), citation, { ...citation, title: 'Unused', used: false }]

describe.skipIf(noBrowser)('the chat', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test('streams an answer and shows where it comes from', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    api.answer = () => sourced
    await openPanel(page)
    await ask(page, 'How long?')
    await answered(page)
    expect(await page.locator('.message.visitor .body').textContent()).toBe('How long?')
    expect(await page.locator('.message.agent strong').textContent()).toBe('2 to 4')
    expect(await page.locator('.sources summary').allTextContents()).toEqual(['Delivery Times'])
    expect(await page.locator('.sources blockquote').isVisible()).toBe(false)
    await page.locator('.sources summary').click()
    expect(await page.locator('.sources blockquote').textContent()).toBe(citation.excerpt)
    expect(await page.locator('.sources a').getAttribute('href')).toBe(citation.url)

    api.answer = () => [...say('From three pages.'), citation, { ...citation, title: 'Returns' }, { ...citation, title: 'Payment' }]
    await ask(page, 'And all of them?')
    await answered(page, 2)
    const last = page.locator('.message.agent').last()
    expect(await last.locator('summary').first().textContent()).toBe('Sources 3')
    await last.locator('summary').first().click()
    await last.locator('summary').nth(3).click()
    expect(await last.locator('blockquote').nth(2).isVisible()).toBe(true)
    expect(await last.locator('blockquote').nth(1).isVisible()).toBe(false)
    expect(await page.locator('svg').count()).toBeGreaterThan(5)
    expect(await page.locator('svg:not(:has(path))').count()).toBe(0)
    expect(visitor.problems).toEqual([])
  })

  test('grows on the screen while it is written, and what stands is kept', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    api.answer = () => sayHolding('First paragraph.\n\n', 'Second **one', '')
    await openPanel(page)
    await ask(page, 'Go')
    const first = page.locator('.message.agent .body p').first()
    await first.waitFor()
    await first.evaluate(element => Object.assign(element, { kept: true }))
    api.release()
    await page.locator('.message.agent strong').waitFor()
    expect(await first.evaluate(element => 'kept' in element)).toBe(true)
    api.release()
    await answered(page)
    expect(await page.locator('.message.agent .body').textContent()).toBe('First paragraph.Second **one')
  })

  test('is there again after a reload and on the next page, open if it was open', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    await ask(page, 'Hi')
    await answered(page)
    const follow = async () => {
      await page.getByText('The second page').click()
      await page.waitForURL('**/second')
    }
    for (const go of [() => page.reload(), follow]) {
      await go()
      await page.locator('.message.agent .body', { hasText: 'Hello.' }).waitFor()
      expect(await page.locator('.message.visitor').count()).toBe(1)
    }
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
    await ask(page, 'Still there?')
    await answered(page, 2)
    expect(api.conversations.size).toBe(1)
  })

  test('an answer that is being written during a reload goes on', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    api.answer = () => sayHolding('one two three ', 'four five six')
    await openPanel(page)
    await ask(page, 'Count')
    await page.getByText('one two').waitFor()
    await page.reload()
    await page.getByText('one two').waitFor()
    api.release()
    await answered(page)
    expect(await page.locator('.message.agent .body').allTextContents()).toEqual(['one two three four five six'])
  })

  test('a connection that breaks in the middle is taken up where it broke', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    api.answer = () => [...say('one two '), { type: 'hold' }, { type: 'drop' }, ...say('three four')]
    await openPanel(page)
    await ask(page, 'Count')
    await page.getByText('one two').waitFor()
    api.release()
    await answered(page)
    expect(await page.locator('.message.agent .body').allTextContents()).toEqual(['one two ', 'three four'].map(text => text.trim()))
    expect(api.requests.filter(({ path }) => path.endsWith('/chat'))).toHaveLength(1)
    expect(api.requests.find(({ path }) => path.endsWith('/stream'))?.headers['last-event-id']).toBeTruthy()
  })

  test('can be stopped; what was written stays', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    api.answer = () => sayHolding('word word ', 'never said')
    await openPanel(page)
    await ask(page, 'Talk')
    await page.getByText('word word').waitFor()
    await page.getByRole('button', { name: 'Stop answering' }).click()
    await page.getByText('Stopped').waitFor()
    expect(await page.locator('.message.agent .body').textContent()).toMatch(/^(word ?)+$/)
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
  })

  test('a refused message says why and can be sent again', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    api.refusals.push({ match: /POST .*chat/, status: 429, code: 'RATE_LIMIT_EXCEEDED', headers: { 'retry-after': '7' }, times: 1 })
    await openPanel(page)
    await ask(page, 'Hi')
    await page.getByText('Please try again in 7 seconds').waitFor()
    expect(await page.locator('.message.agent').count()).toBe(0)
    await page.getByRole('button', { name: 'Try again' }).click()
    await answered(page)
    expect(await page.locator('.message.visitor').count()).toBe(1)
    expect(await page.getByText('Not sent').count()).toBe(0)
  })

  test('what is sent again goes behind what was said since, as it is after a reload', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    api.answer = message => say(`About ${message}`)
    api.refusals.push({ match: /POST .*chat/, status: 500, code: 'INTERNAL_ERROR', times: 1 })
    await openPanel(page)
    await ask(page, 'one')
    await page.getByText('Not sent').waitFor()
    await ask(page, 'two')
    await answered(page)
    await page.getByRole('button', { name: 'Try again' }).click()
    await answered(page, 2)
    const shown = () => page.locator('.list .message .body').allTextContents()
    const expected = ['two', 'About two', 'one', 'About one']
    expect(await shown()).toEqual(expected)
    await page.reload()
    await answered(page, 2)
    expect(await shown()).toEqual(expected)
  })

  test('says of a message that was stopped before the server had it that it was stopped', async ({ expect }) => {
    await using visitor = await visit(shopPage(), { prepare: page => page.route('**/chat', () => {}) })
    const { page } = visitor
    await openPanel(page)
    await ask(page, 'Hi')
    await page.getByRole('button', { name: 'Stop answering' }).click()
    await expect.poll(() => page.locator('.message.visitor .meta').textContent()).toBe('Stopped')
  })

  test('a key that an input method takes sends nothing', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    const field = page.locator('.composer textarea')
    await field.fill('にほん')
    // As Safari tells of the key that ends a composition.
    await field.evaluate(element => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true })))
    expect(await field.inputValue()).toBe('にほん')
    await field.press('Enter')
    await answered(page)
    expect(api.requests.filter(({ path }) => path.endsWith('/chat'))).toHaveLength(1)
  })

  test('an answer that failed can be asked for again', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    api.answer = () => [{ type: 'error', code: 'PROVIDER_ERROR', message: 'The assistant could not answer.', retryable: true }]
    await openPanel(page)
    await ask(page, 'Hi')
    await page.locator('.message', { hasText: 'The assistant could not answer.' }).waitFor()
    api.answer = () => say('Now it works.')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.message', { hasText: 'Now it works.' }).waitFor()
    expect(await page.locator('.message', { hasText: 'The assistant could not answer.' }).count()).toBe(0)
  })

  test('what is written offline waits and is sent by itself', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, context } = visitor
    await openPanel(page)
    await context.setOffline(true)
    await page.getByText('You are offline.').waitFor()
    await ask(page, 'First')
    await ask(page, 'Second')
    expect(await page.getByText('Will be sent when you are back online').count()).toBe(2)
    await context.setOffline(false)
    await answered(page, 2)
    expect(await page.locator('.message .body').allTextContents()).toEqual([expect.any(String), 'First', 'Hello.', 'Second', 'Hello.'])
  })

  test('a product that its shop adds by a link is offered in the words of the visitor', async ({ expect }) => {
    await using visitor = await visit(shopPage(undefined, 'de'))
    const { page, api } = visitor
    const action = { type: 'link', label: 'Add to cart', url: 'https://lumen.example/cart/add/v1', variant_id: 'v1' } as const
    api.answer = () => [{ ...productCard, action }]
    await openPanel(page)
    await ask(page, 'Welche Lampe?')
    const link = page.getByRole('link', { name: 'In den Warenkorb' })
    expect(await link.getAttribute('href')).toBe(action.url)
  })

  test('begins anew and deletes', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    await ask(page, 'Hi')
    await answered(page)
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('button', { name: 'New conversation' }).click()
    expect(await page.locator('.message.visitor').count()).toBe(0)
    await ask(page, 'Again')
    await answered(page)
    expect(api.conversations.size).toBe(2)
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('button', { name: 'Delete conversation' }).click()
    await page.getByText('for good?').waitFor()
    await page.getByRole('button', { name: 'Delete conversation' }).click()
    await page.locator('.suggestions').waitFor()
    expect(api.conversations.size).toBe(1)
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('conv_')
  })

  test('a conversation that is gone on the server leaves an empty panel', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    await ask(page, 'Hi')
    await answered(page)
    api.conversations.clear()
    await page.reload()
    await page.locator('.suggestions').waitFor()
    await ask(page, 'New')
    await answered(page)
    expect(api.requests.at(-1)?.body).not.toHaveProperty('conversation_id')
  })
})
