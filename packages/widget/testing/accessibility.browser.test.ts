import { violations } from '@craveva/testing/axe'
import { describe, test } from 'vitest'
import { say, sayHolding } from './fake-api.ts'
import { looks } from './looks.ts'
import { answered, ask, noBrowser, openPanel, shopPage } from './pages.ts'
import { everyPart } from './sample-parts.ts'
import { setUpBrowser } from './set-up-browser.ts'

describe.skipIf(noBrowser)('accessibility', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test.for(Object.entries(looks))('axe finds nothing in any state, %s', async ([, { language, ...options }], { expect }) => {
    await using visitor = await visit(shopPage(undefined, language), options)
    const { page, api, context } = visitor
    api.answer = message => (message === 'parts' ? everyPart : sayHolding('word word ', 'never said'))
    await page.locator('.launcher').waitFor()
    expect(await violations(page), 'closed').toEqual([])
    await openPanel(page)
    expect(await violations(page), 'open').toEqual([])
    await ask(page, 'talk')
    await page.locator('.message.agent .body', { hasText: 'word word' }).waitFor()
    expect(await violations(page), 'streaming').toEqual([])
    await page.locator('.act').click()
    await page.getByRole('button', { name: /^(Send|إرسال)$/ }).waitFor()
    await ask(page, 'parts')
    await page.locator('.sources').waitFor()
    for (const summary of await page.locator('summary').all()) await summary.click()
    await page.locator('.form .action').click()
    expect(await violations(page), 'every part').toEqual([])
    await page.locator('.menu .icon').click()
    await page.locator('.sheet .danger').click()
    expect(await violations(page), 'menu').toEqual([])
    await page.keyboard.press('Escape')
    api.refusals.push({ match: /POST .*chat/, status: 500, code: 'INTERNAL_ERROR', times: 1 })
    await ask(page, 'fail')
    await page.locator('.message.visitor .problem').waitFor()
    await context.setOffline(true)
    await page.locator('.notice').waitFor()
    expect(await violations(page), 'error and offline').toEqual([])
  })

  test.for([
    ['#ffff66', 'light'],
    ['#1a1a2e', 'dark'],
  ] as const)('the colour %s is readable where it is %s', async ([color, colorScheme], { expect }) => {
    await using visitor = await visit(shopPage(`<script async src="/widget.js?agent=agent_lumen" data-color="${color}"></script>`), {
      colorScheme,
    })
    await openPanel(visitor.page)
    await ask(visitor.page, 'Hi')
    await answered(visitor.page)
    await visitor.page.getByRole('button', { name: 'Not helpful' }).click()
    await visitor.page.locator('.line input').waitFor()
    expect(await violations(visitor.page)).toEqual([])
  })

  test('works by keyboard: opens, sends, closes, and focus goes where it belongs', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page } = visitor
    await page.locator('.launcher').waitFor()
    const focused = () =>
      page.evaluate(() => {
        let element = document.activeElement
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
        return element?.className || element?.tagName
      })
    for (let presses = 0; presses < 5 && (await focused()) !== 'launcher'; presses++) await page.keyboard.press('Tab')
    expect(await focused()).toBe('launcher')
    await page.keyboard.press('Enter')
    await page.locator('.composer textarea').waitFor()
    await expect.poll(focused).toBe('TEXTAREA')
    expect(await page.locator('.launcher').getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.type('Hello')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('there')
    await page.keyboard.press('Enter')
    await answered(page)
    expect(await page.locator('.message.visitor .body').textContent()).toBe('Hello\nthere')
    await page.keyboard.press('Escape')
    await page.locator('.panel').waitFor({ state: 'hidden' })
    await expect.poll(focused).toBe('launcher')
    expect(await page.locator('.launcher').getAttribute('aria-expanded')).toBe('false')
  })

  test('closing leaves the focus alone when it is on the page', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page } = visitor
    await openPanel(page)
    await page.getByRole('button', { name: 'A button' }).focus()
    await page.evaluate('craveva("close")')
    await page.locator('.panel').waitFor({ state: 'hidden' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('A button')
  })

  test('says each finished answer once, and nothing while it grows', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    api.answer = () => say('one **two** three four five six', 40)
    await openPanel(page)
    await page.evaluate(() => {
      const said: string[] = []
      Object.assign(window, { said })
      const root = document.querySelector('craveva-widget')?.shadowRoot
      for (const region of root?.querySelectorAll('[aria-live], [role=log], [role=status]') ?? []) {
        new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
          childList: true,
          characterData: true,
          subtree: true,
        })
      }
    })
    await ask(page, 'Count')
    await answered(page)
    await expect.poll(() => page.evaluate(() => (window as unknown as { said: string[] }).said)).toEqual(['one two three four five six'])
  })

  test('says an answer that is the same as the one before', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page } = visitor
    await openPanel(page)
    await page.evaluate(() => {
      const said: string[] = []
      Object.assign(window, { said })
      const region = document.querySelector('craveva-widget')?.shadowRoot?.querySelector('[aria-live]')
      if (region) {
        const observer = new MutationObserver(() => region.textContent && said.push(region.textContent))
        observer.observe(region, { childList: true, characterData: true, subtree: true })
      }
    })
    await ask(page, 'Hi')
    await answered(page)
    await ask(page, 'Hi again')
    await answered(page, 2)
    await expect.poll(() => page.evaluate(() => (window as unknown as { said: string[] }).said)).toEqual(['Hello.', 'Hello.'])
  })

  test('on a phone it covers the page, which is inert behind it and as it was afterwards', async ({ expect }) => {
    await using visitor = await visit(shopPage(), { ...looks.phone, reducedMotion: 'no-preference' })
    const { page } = visitor
    await page.evaluate(() => document.documentElement.style.setProperty('overflow', 'auto'))
    await openPanel(page)
    const dialog = page.getByRole('dialog')
    expect(await dialog.getAttribute('aria-modal')).toBe('true')
    // It slides in.
    await expect.poll(() => dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 667 })
    expect(await page.evaluate(() => [document.body.inert, document.documentElement.style.overflow])).toEqual([true, 'hidden'])
    await page.getByRole('button', { name: 'Close' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await page.evaluate(() => [document.body.inert, document.documentElement.style.overflow])).toEqual([false, 'auto'])
  })

  test('fits at 400 % zoom and with large text', async ({ expect }) => {
    await using visitor = await visit(shopPage(), { viewport: { width: 320, height: 256 } })
    const { page } = visitor
    await openPanel(page)
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    const field = await page.locator('.composer textarea').boundingBox()
    expect(field && field.y + field.height).toBeLessThanOrEqual(256)
    expect(await page.locator('.panel').evaluate(panel => panel.scrollWidth)).toBeLessThanOrEqual(320)
  })

  test('shows that an answer is being written where colours are forced', async ({ expect }) => {
    await using visitor = await visit(shopPage(), { forcedColors: 'active' })
    const { page, api } = visitor
    api.answer = () => [{ type: 'hold' }]
    await openPanel(page)
    await ask(page, 'Hi')
    const dot = page.locator('.dots i').first()
    expect(await dot.evaluate(element => Number.parseFloat(getComputedStyle(element).borderTopWidth))).toBeGreaterThan(0)
  })

  test('moves nothing for those who want less motion', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    await openPanel(visitor.page)
    expect(await visitor.page.evaluate(() => document.querySelector('craveva-widget')?.shadowRoot?.getAnimations().length)).toBe(0)
  })
})
