import type { WidgetConfig } from '@craveva/sdk/chat'
import { violations } from '@craveva/testing/axe'
import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { say } from './fake-api.ts'
import { looks } from './looks.ts'
import { answered, ask, noBrowser, openPanel, shopPage } from './pages.ts'
import { sampleConfig } from './sample-config.ts'
import { setUpBrowser } from './set-up-browser.ts'

const configured = (ui: Partial<WidgetConfig['ui_settings']>): { config: WidgetConfig } => ({
  config: { ...sampleConfig, ui_settings: { ...sampleConfig.ui_settings, ...ui } },
})

describe.skipIf(noBrowser)('accessibility of what is rarely on the screen', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test.for(Object.entries(looks))('files, the menu, earlier conversations, a mail and an operator, %s', async ([, look], { expect }) => {
    const { language, ...options } = look
    await using visitor = await visit(shopPage(undefined, language), options)
    const { page, api } = visitor
    const file = { mimeType: 'text/plain', buffer: Buffer.from('What I mean') }
    await openPanel(page)
    const chosen = page.waitForEvent('filechooser')
    await page.locator('.composer .icon').first().click()
    await (await chosen).setFiles([
      { name: 'note.txt', ...file },
      { name: 'large.txt', ...file, buffer: Buffer.alloc(5_000_001) },
    ])
    await page.locator('.attachments .problem').waitFor()
    expect(await violations(page), 'files').toEqual([])
    await ask(page, 'The first matter')
    await answered(page)

    const openMenu = async () => {
      await page.locator('.menu .icon').click()
      await page.locator('.sheet button').first().waitFor()
    }
    await openMenu()
    expect(await violations(page), 'menu').toEqual([])
    await page.locator('.sheet button').nth(3).click()
    await page.locator('.sheet input').waitFor()
    expect(await violations(page), 'mail').toEqual([])
    await page.locator('.sheet input').fill('ada@example.com')
    await page.keyboard.press('Enter')
    await page.locator('.sheet [role=status]').waitFor()
    expect(await violations(page), 'mail sent').toEqual([])
    await page.keyboard.press('Escape')

    await openMenu()
    await page.locator('.sheet button').nth(1).click()
    await ask(page, 'The second matter')
    await answered(page)
    await openMenu()
    await page.locator('.sheet button').nth(2).click()
    await page.locator('.sheet .cut').waitFor()
    expect(await violations(page), 'earlier conversations').toEqual([])
    await page.keyboard.press('Escape')

    await openMenu()
    await page.locator('.sheet button').first().click()
    await expect.poll(() => api.followed).toBeGreaterThan(0)
    api.operate({ type: 'handoff', state: 'with_operator', operator_name: 'Mia' })
    api.operate({ type: 'message', message: api.operatorMessage('Hello, this is Mia.') })
    api.operate({ type: 'typing', role: 'operator', name: 'Mia' })
    await page.locator('.message.operator .avatar').waitFor()
    await page.locator('.header h2', { hasText: 'Mia' }).waitFor()
    expect(await violations(page), 'operator').toEqual([])
  })

  test.for(Object.entries(looks))('a form before the first message, %s', async ([, { language, ...options }], { expect }) => {
    const pre_chat = {
      title: 'Who are you?',
      fields: [
        { name: 'email', label: 'E-mail', kind: 'email' as const, required: true, options: [] },
        { name: 'about', label: 'About', kind: 'select' as const, required: true, options: ['An order', 'A product'] },
      ],
      consent_text: 'You may write to me.',
    }
    await using visitor = await visit(shopPage(undefined, language), { ...options, ...configured({ pre_chat }) })
    const { page } = visitor
    await page.locator('.launcher').click()
    await page.locator('.composer-form input').first().waitFor()
    expect(await violations(page), 'empty').toEqual([])
    await page.locator('.composer-form .action').click()
    await page.locator('.composer-form .problem', { hasText: /./ }).first().waitFor()
    expect(await violations(page), 'with errors').toEqual([])
  })

  test.for(Object.entries(looks))('a message that comes by itself, and being asked for consent, %s', async ([, look], { expect }) => {
    const { language, ...options } = look
    const proactive = { text: 'May I help you choose?', after_seconds: 1, on_exit: false, pages: [], every_days: 7 }
    await using visitor = await visit(shopPage(undefined, language), { ...options, ...configured({ proactive }) })
    await visitor.page.locator('.invitation').waitFor()
    expect(await violations(visitor.page), 'invitation').toEqual([])

    const asking = shopPage('<script async src="/widget.js?agent=agent_lumen" data-consent="required"></script>', language)
    await using other = await visit(asking, options)
    await other.page.locator('.launcher').click()
    await other.page.locator('.consent').waitFor()
    expect(await violations(other.page), 'consent').toEqual([])
  })

  test('pictures of the agent and of operators are shown, and theirs are not asked for before', async ({ expect }) => {
    const picture = 'https://lumen.example/agent.png'
    const mia = 'https://lumen.example/mia.png'
    const asked: string[] = []
    const prepare = (page: Page) =>
      page.route('https://lumen.example/*', route => {
        asked.push(route.request().url())
        return route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' })
      })
    await using visitor = await visit(shopPage(), { ...configured({ picture, operator_pictures: { Mia: mia } }), prepare })
    const { page, api } = visitor
    api.answer = () => [...say('A colleague will answer.'), { type: 'handoff', state: 'waiting', operator_name: null }]
    await page.locator('.launcher').waitFor()
    expect(asked).toEqual([])
    await openPanel(page)
    await expect.poll(() => asked).toEqual([picture])
    await ask(page, 'A person, please')
    await expect.poll(() => api.followed).toBe(1)
    api.operate({ type: 'handoff', state: 'with_operator', operator_name: 'Mia' })
    api.operate({ type: 'message', message: api.operatorMessage('Hello.') })
    await page.locator(`.message.operator img[src="${mia}"]`).waitFor()
    expect(await page.locator('.header img').getAttribute('src')).toBe(mia)
    expect(await page.locator('.who p').textContent()).toBe('Our team')
    expect(visitor.problems).toEqual([])
  })
})
