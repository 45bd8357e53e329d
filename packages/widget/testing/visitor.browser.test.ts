import type { Route } from 'playwright-core'
import { describe, test } from 'vitest'
import { say, sayHolding } from './fake-api.ts'
import { answered, ask, command, idle, noBrowser, openPanel, shopPage, tokenFor } from './pages.ts'
import { setUpBrowser } from './set-up-browser.ts'

const tagWith = (attributes: string) => shopPage(`<script async src="/widget.js?agent=agent_lumen" ${attributes}></script>`)

describe.skipIf(noBrowser)('the visitor', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test('leaves nothing behind and asks nothing before they do something', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, site, api, context } = visitor
    await page.locator('.launcher').waitFor()
    await idle(page)
    expect(site.visits.filter(path => path.startsWith('/widget'))).toEqual(['/widget.js'])
    expect(api.requests).toEqual([])
    expect(await context.cookies()).toEqual([])
    expect(
      await page.evaluate('[localStorage.length, sessionStorage.length, document.head.querySelectorAll("style, link").length]'),
    ).toEqual([0, 0, 0])
    await openPanel(page)
    expect(site.visits.filter(path => path.startsWith('/widget'))).toHaveLength(2)
    expect(api.requests).toEqual([])
  })

  test('is asked for consent where the page wants it, and nothing goes out before', async ({ expect }) => {
    await using visitor = await visit(tagWith('data-consent="required"'))
    const { page, api } = visitor
    await page.locator('.launcher').click()
    await page.getByRole('button', { name: 'Agree and begin' }).waitFor()
    await command(page, 'send', 'too early')
    expect(api.requests).toEqual([])
    expect(await page.evaluate('localStorage.length')).toBe(0)
    await page.getByRole('button', { name: 'Agree and begin' }).click()
    await ask(page, 'Hi')
    await answered(page)
    await page.reload()
    await answered(page)
    expect(await page.locator('.composer').count()).toBe(1)
  })

  test('who signs in sees their own conversation only, and nobody sees it after they left', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    await ask(page, 'anonymous')
    await answered(page)
    await command(page, 'identify', { token: tokenFor('mia') })
    await expect.poll(() => page.locator('.message.visitor').count()).toBe(0)
    await ask(page, 'from mia')
    await answered(page)
    expect(api.requests.at(-1)?.headers['x-visitor-identity']).toBe(tokenFor('mia'))
    expect(api.requests.at(-1)?.body).not.toHaveProperty('conversation_id')
    await command(page, 'identify', { token: tokenFor('noor') })
    await expect.poll(() => page.locator('.message.visitor').count()).toBe(0)
    await command(page, 'identify', { token: tokenFor('mia') })
    await page.locator('.message.visitor', { hasText: 'from mia' }).waitFor()
    await command(page, 'logout')
    await expect.poll(() => page.locator('.message.visitor').count()).toBe(0)
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toMatch(/craveva:agent_lumen(:mia)?"/)
    await ask(page, 'anonymous again')
    await answered(page)
    expect(api.requests.at(-1)?.headers['x-visitor-identity']).toBeUndefined()
  })

  test('sees the same in two tabs', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, context, site } = visitor
    const other = await context.newPage()
    await other.goto(site.origin)
    await openPanel(page)
    await openPanel(other)
    await ask(page, 'from the first')
    await answered(other)
    await ask(other, 'from the second')
    await answered(page, 2)
    expect(await page.locator('.message.visitor .body').allTextContents()).toEqual(['from the first', 'from the second'])
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('button', { name: 'New conversation' }).click()
    await expect.poll(() => other.locator('.message.visitor').count()).toBe(0)
  })

  test('is told on the launcher what arrived while the panel was closed', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    api.answer = () => sayHolding('one ', 'two')
    await openPanel(page)
    await ask(page, 'Hi')
    await page.getByText('one').waitFor()
    await page.keyboard.press('Escape')
    api.release()
    await page.getByRole('button', { name: 'Chat, New messages: 1' }).waitFor()
    await page.locator('.launcher').click()
    await answered(page)
    expect(await page.locator('.launcher').getAttribute('aria-label')).toBe('Chat')
  })

  test('is spoken to in the language of the page, and every date and number too', async ({ expect }) => {
    await using visitor = await visit(shopPage(undefined, 'de-AT'))
    const { page, site, api } = visitor
    await openPanel(page)
    await page.getByText('KI-Assistent').waitFor()
    expect(site.visits.filter(path => path.includes('/texts.'))).toEqual([expect.stringContaining('.de.json')])
    await command(page, 'setLocale', 'ar')
    await page.getByText('مساعد ذكي').waitFor()
    expect(await page.getByRole('dialog').getAttribute('dir')).toBe('rtl')
    const field = page.locator('.composer textarea')
    const direction = () => field.evaluate(element => getComputedStyle(element).direction)
    expect(await direction(), 'of the words in the empty field').toBe('rtl')
    await field.fill('Hello')
    expect(await direction(), 'of what is written').toBe('ltr')
    await field.press('Enter')
    const written = () => api.requests.find(({ method, path }) => method === 'POST' && path.endsWith('/chat'))
    await expect.poll(() => written()?.headers['accept-language'], { message: 'the API is told, for mails' }).toBe('ar')
    await command(page, 'setLocale', 'xx')
    await page.getByText('AI assistant').waitFor()
    expect(await page.getByRole('dialog').getAttribute('lang')).toBe('en')
  })

  test('is spoken to in the language that was wanted last, however late another one comes', async ({ expect }) => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const held = async (route: Route) => {
      await released
      await route.continue()
    }
    await using visitor = await visit(shopPage(), { prepare: page => page.route('**/*.de.json', held) })
    const { page } = visitor
    await openPanel(page)
    const late = page.waitForResponse('**/*.de.json')
    const both = Promise.all(['de', 'fr'].map(language => command(page, 'setLocale', language)))
    await page.locator('.panel[lang=fr]').waitFor()
    release()
    await late
    await both
    expect(await page.locator('.panel').getAttribute('lang')).toBe('fr')
  })

  test('hears operators while the conversation is with them, and on the next page before opening it', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    api.answer = () => [...say('A colleague will answer.'), { type: 'handoff', state: 'waiting', operator_name: null }]
    await openPanel(page)
    await ask(page, 'A person please')
    await answered(page)
    await expect.poll(() => api.followed).toBe(1)
    api.operate({ type: 'handoff', state: 'with_operator', operator_name: 'Mia' })
    api.operate({ type: 'typing', role: 'operator', name: 'Mia' })
    await page.getByLabel('Mia is writing').waitFor()
    api.operate({ type: 'message', message: api.operatorMessage('Hello, this is Mia.') })
    await page.locator('.message.operator', { hasText: 'Hello, this is Mia.' }).waitFor()
    expect(await page.locator('.message.operator').textContent()).toContain('Mia')
    expect(await page.getByLabel('Mia is writing').count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.reload()
    await page.locator('.panel').waitFor({ state: 'attached' })
    await expect.poll(() => api.followed).toBe(2)
    api.operate({ type: 'message', message: api.operatorMessage('Still here.') })
    await page.getByRole('button', { name: 'New messages: 1' }).waitFor()
    api.operate({ type: 'message', message: api.operatorMessage('Bye.', { type: 'handoff', state: 'ended', operator_name: 'Mia' }) })
    await expect.poll(() => api.listeners).toBe(0)
  })

  test('commands given before the script is there are carried out, and events told', async ({ expect }) => {
    await using visitor = await visit(
      shopPage(`<script>
        window.craveva = function () { (craveva.q = craveva.q || []).push(arguments) }
        window.told = []
        for (const event of ['ready', 'open', 'close', 'message']) craveva('on', event, detail => told.push([event, detail]))
        craveva('open')
      </script><script async src="/widget.js?agent=agent_lumen"></script>`),
    )
    const { page } = visitor
    await page.locator('.composer textarea').waitFor()
    await command(page, 'send', 'Hi')
    await answered(page)
    await command(page, 'close')
    await command(page, 'nonsense')
    const told = async () => (await page.evaluate('told')) as [event: string, detail: unknown][]
    // The page may be idle before or after the panel is there.
    await expect.poll(async () => (await told()).filter(([event]) => event === 'ready').length).toBe(1)
    expect((await told()).filter(([event]) => event !== 'ready')).toEqual([
      ['open', undefined],
      ['message', { role: 'agent', text: 'Hello.' }],
      ['close', undefined],
    ])
  })

  test('tells a script that comes late that it is ready', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page } = visitor
    await page.locator('.launcher').waitFor()
    await page.evaluate("new Promise(ready => craveva('on', 'ready', ready))")
    await page.evaluate("window.told = 0; craveva('on', 'ready', () => told++)")
    expect(await page.evaluate('told')).toBe(1)
  })

  test('destroying it leaves the page as it was', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page } = visitor
    await openPanel(page)
    await command(page, 'destroy')
    expect(await page.locator('craveva-widget').count()).toBe(0)
    expect(await page.evaluate('[typeof craveva, document.body.inert, document.documentElement.getAttribute("style")]')).toEqual([
      'undefined',
      false,
      null,
    ])
  })
})
