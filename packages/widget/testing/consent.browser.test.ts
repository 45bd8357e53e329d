import type { WidgetConfig } from '@craveva/sdk/chat'
import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { answered, ask, idle, noBrowser, openPanel, shopPage } from './pages.ts'
import { sampleConfig } from './sample-config.ts'
import { setUpBrowser } from './set-up-browser.ts'

const asking = (language = 'en', attributes = '') =>
  shopPage(`<script async src="/widget.js?agent=agent_lumen" data-consent="required" ${attributes}></script>`, language)

const command = (page: Page, ...call: unknown[]) =>
  page.evaluate(call => (window as unknown as { craveva: (...call: unknown[]) => unknown }).craveva(...call), call)

/** How much the browser keeps of the page, of each kind. */
const stored = (page: Page) =>
  page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    document.cookie.length,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
  ])

const nothing = [0, 0, 0, 0, 0]

const token = ['{}', JSON.stringify({ sub: 'mia' }), 'signature'].map(part => btoa(part).replace(/=+$/, '')).join('.')

/** With everything that brings something by itself. */
const busy: WidgetConfig = {
  ...sampleConfig,
  ui_settings: {
    ...sampleConfig.ui_settings,
    proactive: { text: 'May I help you?', after_seconds: 0, on_exit: false, pages: [], every_days: 7 },
    pre_chat: { title: 'Who are you?', fields: [], consent_text: null },
    hours: { time_zone: 'Europe/Berlin', periods: [], closed_text: 'Back at nine.' },
  },
}

describe.skipIf(noBrowser)('before the visitor agrees', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test.for([
    ['en', sampleConfig, []],
    ['de', sampleConfig, [expect => expect.stringMatching(/^\/widget\/assets\/texts\.[\w-]+\.de\.json$/)]],
    ['en', busy, []],
  ] as [language: string, config: WidgetConfig, more: ((expect: Expect) => unknown)[]][])(
    'the script and the panel are loaded, and nothing else is asked for or stored (%#)',
    async ([language, config, more], { expect }) => {
      await using visitor = await visit(asking(language), { config })
      const { page, site, api, context } = visitor
      const hosts = new Set<string>()
      context.on('request', request => hosts.add(new URL(request.url()).origin))
      const loaded = () => site.visits.filter(path => path !== '/favicon.ico')
      await page.locator('.launcher').click()
      await page.locator('.consent .action').waitFor()
      await idle(page)
      const all = ['/', '/widget.js', expect.stringMatching(/^\/widget\/assets\/panel\.[\w-]+\.js$/), ...more.map(make => make(expect))]
      expect(loaded()).toEqual(all)

      await command(page, 'send', 'too early')
      await command(page, 'setContext', { page: 'home' })
      await command(page, 'identify', { token })
      await command(page, 'restart')
      await command(page, 'logout')
      await page.keyboard.press('Escape')
      await page.locator('.launcher').click()
      await page.mouse.move(500, 400)
      await page.locator('.panel').press('Tab')
      await idle(page)
      expect(await page.locator('.menu, .suggestions, .composer, .composer-form').count()).toBe(0)
      expect(loaded()).toEqual(all)
      expect(api.requests).toEqual([])
      expect([...hosts].filter(host => host !== site.origin)).toEqual([])
      expect(await stored(page)).toEqual(nothing)
      expect(await context.cookies()).toEqual([])
      expect(visitor.problems).toEqual([])
    },
  )

  test('the button to agree has the focus; afterwards it is the field, and the panel is open on the next page', async ({ expect }) => {
    await using visitor = await visit(asking())
    const { page, site } = visitor
    await page.locator('.launcher').click()
    const agree = page.getByRole('button', { name: 'Agree and begin' })
    await agree.waitFor()
    await expect.poll(() => agree.evaluate(button => (button.getRootNode() as ShadowRoot).activeElement === button)).toBe(true)
    await page.keyboard.press('Enter')
    await page.locator('.composer textarea:focus').waitFor()
    expect(site.visits.filter(path => path.includes('/extras'))).toEqual([])
    await page.reload()
    await page.locator('.composer textarea').waitFor()
  })

  test('own words of the merchant are the ones they are asked with', async ({ expect }) => {
    const texts = { consent: 'May we keep what you write?', agree: 'You may' }
    const config = { ...sampleConfig, ui_settings: { ...sampleConfig.ui_settings, texts } }
    await using visitor = await visit(asking(), { config })
    await visitor.page.locator('.launcher').click()
    await visitor.page.getByText(texts.consent).waitFor()
    await visitor.page.getByRole('button', { name: texts.agree }).waitFor()
    expect(visitor.api.requests).toEqual([])
  })

  test('one who takes it back is asked again, and nothing more goes out', async ({ expect }) => {
    await using visitor = await visit(asking())
    const { page, api } = visitor
    await page.locator('.launcher').waitFor()
    await command(page, 'consent')
    await openPanel(page)
    await ask(page, 'Hi')
    await answered(page)
    await command(page, 'consent', false)
    await page.locator('.consent').waitFor()
    const before = api.requests.length
    await page.reload()
    await page.locator('.consent').waitFor()
    await command(page, 'send', 'once more')
    await idle(page)
    expect(api.requests).toHaveLength(before)
  })
})

type Expect = typeof import('vitest')['expect']
