import { describe, test } from 'vitest'
import { hostilePages, htmlOf } from './hostile-pages.ts'
import { answered, ask, idle, noBrowser, openPanel } from './pages.ts'
import { setUpBrowser } from './set-up-browser.ts'

describe.skipIf(noBrowser)('on a hostile page', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test.for(hostilePages.filter(({ expected }) => expected === 'works'))('works with $name', async (hostile, { expect }) => {
    await using visitor = await visit(htmlOf(hostile), hostile.headers ? { headers: hostile.headers } : {})
    const { page } = visitor
    await page.locator('.launcher').waitFor()
    await hostile.afterwards?.(page)
    await openPanel(page)
    await ask(page, 'Hi')
    await answered(page)
    expect(await page.locator('.message.agent .body').last().textContent()).toBe('Hello.')
    expect(await page.locator('craveva-widget').count()).toBe(1)
    expect(visitor.problems).toEqual([])
  })

  test.for(hostilePages.filter(({ expected }) => expected === 'closed'))('does no harm with $name', async (hostile, { expect }) => {
    await using visitor = await visit(htmlOf(hostile), hostile.headers ? { headers: hostile.headers } : {})
    const { page } = visitor
    const launcher = page.locator('.launcher')
    await idle(page)
    await hostile.afterwards?.(page)
    if (await launcher.isVisible()) {
      await launcher.click()
      const field = page.locator('.composer textarea')
      await idle(page)
      if (await field.isVisible()) await ask(page, 'Hi')
    }
    expect(await page.evaluate('1 + 1')).toBe(2)
    expect(visitor.errors).toEqual([])
  })
})
