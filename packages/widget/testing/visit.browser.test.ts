import type { WidgetConfig } from '@craveva/sdk/chat'
import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { answered, ask, idle, noBrowser, openPanel, shopPage } from './pages.ts'
import { sampleConfig } from './sample-config.ts'
import { setUpBrowser } from './set-up-browser.ts'

const configured = (ui: Partial<WidgetConfig['ui_settings']>): WidgetConfig => ({
  ...sampleConfig,
  ui_settings: { ...sampleConfig.ui_settings, ...ui },
})

describe.skipIf(noBrowser)('a visit', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test('a file is uploaded, shown and sent with the message; another is taken away', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    const chosen = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Attach a file' }).click()
    const text = { mimeType: 'text/plain', buffer: Buffer.from('What I mean') }
    await (await chosen).setFiles([
      { name: 'note.txt', ...text },
      { name: 'other.txt', ...text },
    ])
    await page.getByRole('button', { name: 'Remove other.txt' }).click()
    await expect.poll(() => page.locator('.attachments li').allTextContents()).toEqual(['note.txt'])
    await ask(page, 'See this')
    await answered(page)
    expect(api.requests.find(({ path }) => path.endsWith('/chat'))?.body).toMatchObject({
      message: 'See this',
      file_ids: [expect.stringMatching(/^file_/)],
    })
    await page.reload()
    await page.locator('.message.visitor .file', { hasText: 'note.txt' }).waitFor()
    expect(await page.locator('.attachments').count()).toBe(0)
    expect(visitor.problems).toEqual([])
  })

  test('of more files than a message takes, the rest are shown not to go with it', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    const chosen = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Attach a file' }).click()
    const files = [1, 2, 3, 4, 5, 6, 7].map(number => ({ name: `${number}.txt`, mimeType: 'text/plain', buffer: Buffer.from('x') }))
    await (await chosen).setFiles(files)
    const left = ['6.txt could not be uploaded.', '7.txt could not be uploaded.']
    const shown = ['1.txt', '2.txt', '3.txt', '4.txt', '5.txt', ...left]
    await expect.poll(() => page.locator('.attachments li').allTextContents()).toEqual(shown)
    await ask(page, 'See these')
    await answered(page)
    const sent = api.requests.find(({ path }) => path.endsWith('/chat'))?.body
    expect(sent).toMatchObject({ file_ids: Array.from({ length: 5 }, () => expect.stringMatching(/^file_/)) })
  })

  test('a text that is too long is kept, said to be so, and sent when it is shorter', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    const field = page.locator('.composer textarea')
    await field.fill('x'.repeat(50_000))
    await page.getByRole('alert').filter({ hasText: 'This message is too long.' }).waitFor()
    await field.press('Enter')
    expect((await field.inputValue()).length).toBe(50_000)
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByRole('button', { name: 'Send' }).getAttribute('aria-disabled')).toBe('true')
    expect(await page.locator('.message.visitor').count()).toBe(0)
    await ask(page, 'x'.repeat(8000))
    await answered(page)
    expect(await page.locator('.attachments').count()).toBe(0)
    expect(api.requests.filter(({ path }) => path.endsWith('/chat'))).toHaveLength(1)
  })

  test('a second click while the panel comes does not close it', async ({ expect }) => {
    const held = Promise.withResolvers<void>()
    const prepare = (page: Page) =>
      page.route(/\/widget\/assets\/panel\..*\.js/, async route => {
        await held.promise
        await route.continue()
      })
    await using visitor = await visit(shopPage(), { prepare })
    const { page } = visitor
    const launcher = page.locator('.launcher')
    const box = await launcher.boundingBox()
    const click = () => page.mouse.click((box?.x ?? 0) + 28, (box?.y ?? 0) + 28)
    await click()
    await expect.poll(() => launcher.getAttribute('aria-busy')).toBe('true')
    await click()
    held.resolve()
    await expect.poll(() => launcher.getAttribute('aria-busy')).toBe('false')
    expect(await launcher.getAttribute('aria-expanded')).toBe('true')
  })

  test('nothing offers to copy where there is no clipboard, as without https', async ({ expect }) => {
    const prepare = (page: Page) => page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined }))
    await using visitor = await visit(shopPage(), { prepare })
    await openPanel(visitor.page)
    await ask(visitor.page, 'Hi')
    await visitor.page.getByRole('button', { name: 'Not helpful' }).waitFor()
    expect(await visitor.page.getByRole('button', { name: 'Copy' }).count()).toBe(0)
  })

  test('files that are pasted and dropped are taken, unless the agent takes none', async ({ expect }) => {
    for (const attachments of [true, false]) {
      await using visitor = await visit(shopPage(), { config: configured({ attachments }) })
      const { page } = visitor
      await openPanel(page)
      expect(await page.getByRole('button', { name: 'Attach a file' }).count()).toBe(attachments ? 1 : 0)
      await page.locator('.panel').evaluate(panel => {
        for (const [type, field] of [
          ['paste', 'clipboardData'],
          ['drop', 'dataTransfer'],
        ] as const) {
          const data = new DataTransfer()
          data.items.add(new File(['x'], `${type}.txt`))
          const kind = type === 'paste' ? ClipboardEvent : DragEvent
          panel.dispatchEvent(new kind(type, { [field]: data, bubbles: true, cancelable: true }))
        }
      })
      await idle(page)
      const shown = attachments ? ['paste.txt', 'drop.txt'] : []
      await expect.poll(() => page.locator('.attachments li').allTextContents()).toEqual(shown)
    }
  })

  test('a message is taken up again, changed and sent anew', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page } = visitor
    await openPanel(page)
    await ask(page, 'How much is teh lamp?')
    await answered(page)
    await page.getByRole('button', { name: 'Edit and send again' }).click()
    await expect.poll(() => page.locator('.composer textarea').inputValue()).toBe('How much is teh lamp?')
    await ask(page, 'How much is the lamp?')
    await answered(page, 2)
    expect(await page.locator('.message.visitor .body').allTextContents()).toEqual(['How much is teh lamp?', 'How much is the lamp?'])
  })

  test('an answer is rated, with the reason why it did not help', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    await ask(page, 'Hi')
    await answered(page)
    await page.getByRole('button', { name: 'Not helpful' }).click()
    await page.getByPlaceholder('What could be better?').fill('Too short')
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByText('Thank you.').waitFor()
    const ratings = api.requests.filter(({ path }) => path.endsWith('/rating')).map(({ body }) => body)
    expect(ratings).toEqual([{ rating: 'bad' }, { rating: 'bad', reason: 'Too short' }])
    await page.getByRole('button', { name: 'Helpful', exact: true }).click()
    await page.getByText('Thank you.').waitFor()
    await expect.poll(() => api.requests.at(-1)?.body).toEqual({ rating: 'good' })
  })

  test('an earlier conversation is found and gone on with', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page } = visitor
    await openPanel(page)
    await ask(page, 'The first matter')
    await answered(page)
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('button', { name: 'New conversation' }).click()
    await ask(page, 'The second matter')
    await answered(page)
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('button', { name: 'Earlier conversations' }).click()
    await page.getByRole('button', { name: 'The first matter' }).click()
    await page.locator('.message.visitor', { hasText: 'The first matter' }).waitFor()
    expect(await page.locator('.message.visitor').count()).toBe(1)
    await ask(page, 'More of it')
    await answered(page, 2)
  })

  test('a conversation is sent by mail, and a person is asked for', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    await ask(page, 'Hi')
    await answered(page)
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('button', { name: 'Send by e-mail' }).click()
    await page.getByPlaceholder('E-mail address').fill('ada@example.com')
    await page.keyboard.press('Enter')
    await page.getByText('on its way to you').waitFor()
    expect(api.requests.at(-1)?.body).toEqual({ email: 'ada@example.com' })
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('button', { name: 'Talk to a person' }).click()
    await page.locator('.message .day', { hasText: 'A person will answer here.' }).waitFor()
    await expect.poll(() => api.followed).toBe(1)
  })

  test('a form stands before the first message, and what it asks for is kept with the consent', async ({ expect }) => {
    const pre_chat = {
      title: 'Who are you?',
      fields: [{ name: 'email', label: 'E-mail', kind: 'email' as const, required: true, options: [] }],
      consent_text: 'You may write to me.',
    }
    await using visitor = await visit(shopPage(), { config: configured({ pre_chat }) })
    const { page, api } = visitor
    await page.locator('.launcher').click()
    await expect.poll(() => page.getByLabel('E-mail').evaluate(field => field.matches(':focus'))).toBe(true)
    await page.getByLabel('E-mail').fill('ada@example.com')
    expect(await page.locator('.composer').count()).toBe(0)
    await page.getByLabel('You may write to me.').check()
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.locator('.composer textarea').waitFor()
    await answered(page)
    // It goes its own way, beside the message.
    await expect
      .poll(() => api.requests.find(({ path }) => path.endsWith('/leads'))?.body)
      .toMatchObject({
        email: 'ada@example.com',
        consent: 'You may write to me.',
      })
  })

  test('a message comes by itself, once in so many days, on the pages it is meant for', async ({ expect }) => {
    const proactive = { text: 'May I help?', after_seconds: 1, on_exit: false, pages: ['/second'], every_days: 7 }
    await using visitor = await visit(shopPage(), { config: configured({ proactive }) })
    const { page, site } = visitor
    await page.locator('.panel').waitFor({ state: 'attached' })
    await idle(page)
    expect(await page.locator('.invitation').count()).toBe(0)
    await page.goto(`${site.origin}/second`)
    await page.getByRole('button', { name: 'May I help?' }).click()
    await page.locator('.composer textarea').waitFor()
    expect(await page.locator('.invitation').count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.reload()
    await page.locator('.panel').waitFor({ state: 'attached' })
    await idle(page)
    expect(await page.locator('.invitation').count()).toBe(0)
  })

  test('a message that is dismissed leaves the focus on the launcher', async ({ expect }) => {
    const proactive = { text: 'Need help?', after_seconds: 0, on_exit: false, pages: [], every_days: 7 }
    await using visitor = await visit(shopPage(), { config: configured({ proactive }) })
    const { page } = visitor
    await page.getByRole('button', { name: 'Dismiss' }).press('Enter')
    await page.locator('.invitation').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.querySelector('craveva-widget')?.shadowRoot?.activeElement?.className)).toBe('launcher')
  })

  test('what the page says of itself goes with every message', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    await page.evaluate('craveva("setContext", { page: "Ada reading lamp", cart: 2 })')
    await ask(page, 'Is this one bright?')
    await answered(page)
    expect(api.requests.find(({ path }) => path.endsWith('/chat'))?.body).toMatchObject({
      context: { page: 'Ada reading lamp', cart: '2' },
    })
  })

  test('who signs in within the chat takes the conversation along', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    await ask(page, 'Before')
    await answered(page)
    const token = ['{}', '{"sub":"mia"}', 'x'].map(part => btoa(part).replace(/=+$/, '')).join('.')
    await page.evaluate(
      token => (window as unknown as { craveva: (...call: unknown[]) => unknown }).craveva('identify', { token, join: true }),
      token,
    )
    const claim = api.requests.find(({ path }) => path.endsWith('/claim'))
    expect(claim?.headers).toMatchObject({ 'x-visitor-identity': token, 'x-visitor-token': expect.any(String) })
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('"craveva:agent_lumen"')
  })
})
