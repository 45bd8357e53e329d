import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { say } from './fake-api.ts'
import { answered, ask, noBrowser, openPanel, shopPage } from './pages.ts'
import { sampleParts } from './sample-parts.ts'
import { setUpBrowser } from './set-up-browser.ts'

/** The class of what has the focus within the widget; empty when that has got lost to the page. */
const focused = (page: Page) => page.evaluate(() => document.querySelector('craveva-widget')?.shadowRoot?.activeElement?.className ?? '')

const partOf = (type: string) => sampleParts.filter(part => part.type === type) as ReturnType<typeof say>

describe.skipIf(noBrowser)('focus stays in the panel, which Escape closes, when what had it goes:', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  async function visitPanel() {
    const visitor = await visit(shopPage())
    await openPanel(visitor.page)
    return visitor
  }

  /** Presses a button as one without a mouse does. */
  async function press(page: Page, selector: string) {
    await page.locator(selector).first().focus()
    await page.keyboard.press('Enter')
  }

  async function closesByEscape(page: Page) {
    await page.keyboard.press('Escape')
    await page.locator('.panel').waitFor({ state: 'hidden' })
    return focused(page)
  }

  test('a suggested question', async ({ expect }) => {
    await using visitor = await visitPanel()
    await press(visitor.page, '.suggestions button')
    await answered(visitor.page)
    expect(await focused(visitor.page)).toBe('history')
    expect(await closesByEscape(visitor.page)).toBe('launcher')
  })

  test('the button that sends and stops, which stays although there is nothing to send', async ({ expect }) => {
    await using visitor = await visitPanel()
    await visitor.page.locator('.composer textarea').fill('Hi')
    await press(visitor.page, '.act')
    await answered(visitor.page)
    expect(await focused(visitor.page)).toBe('act')
    expect(await visitor.page.locator('.act').getAttribute('aria-disabled')).toBe('true')
    await visitor.page.keyboard.press('Enter')
    expect(await closesByEscape(visitor.page)).toBe('launcher')
    expect(await visitor.page.locator('.message.visitor').count()).toBe(1)
  })

  test('the offer to try again, of a message and of the conversation', async ({ expect }) => {
    await using visitor = await visitPanel()
    const { page, api } = visitor
    api.refusals.push({ match: /POST .*chat/, status: 500, code: 'INTERNAL_ERROR', times: 1 })
    await ask(page, 'Hi')
    await press(page, '.problem .textual')
    await answered(page)
    expect(await focused(page)).toBe('history')
    api.refusals.push({ match: /GET .*conversations/, status: 500, code: 'INTERNAL_ERROR', times: 1 })
    await page.reload()
    await press(page, '.notice .textual')
    await answered(page)
    expect(await focused(page)).toBe('panel')
    expect(await closesByEscape(page)).toBe('launcher')
  })

  test.for(['form', 'approval'])('the answer to a card: %s', async (type, { expect }) => {
    await using visitor = await visitPanel()
    const { page, api } = visitor
    api.answer = message => (message === 'Hi' ? [...say('This, then.'), ...partOf(type)] : say('Done.'))
    await ask(page, 'Hi')
    await answered(page)
    if (type === 'form') {
      await page.locator('input[name=email]').fill('ada@lumen.example')
      await page.locator('input[type=checkbox]').check()
    }
    await press(page, '.card .action')
    await answered(page, 2)
    expect(await focused(page)).toBe('history')
  })

  test('why an answer did not help', async ({ expect }) => {
    await using visitor = await visitPanel()
    const { page } = visitor
    await ask(page, 'Hi')
    await answered(page)
    await press(page, '.rate[aria-label="Not helpful"]')
    await page.locator('.line input').fill('Too short')
    await press(page, '.line .action')
    await page.getByText('Thank you.').waitFor()
    expect(await focused(page)).toBe('history')
  })

  test('a file that is taken away', async ({ expect }) => {
    await using visitor = await visitPanel()
    const { page } = visitor
    const chosen = page.waitForEvent('filechooser')
    await press(page, '.composer .icon')
    await (await chosen).setFiles([{ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('x') }])
    await press(page, '.attachments button')
    await page.locator('.attachments').waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('panel')
  })

  test('the way back to the end of the conversation', async ({ expect }) => {
    await using visitor = await visitPanel()
    const { page, api } = visitor
    api.answer = () => say('A line.\n\n'.repeat(60))
    await ask(page, 'Hi')
    await answered(page)
    await page.locator('.history').evaluate(history => {
      history.scrollTop = -400
    })
    await press(page, '.latest')
    await page.locator('.latest').waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('panel')
  })
})
