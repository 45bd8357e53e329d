import { describe, test } from 'vitest'
import { tagManager } from './custom-html-tag.ts'
import { exampleAgent, oneProduct, readExample } from './examples.ts'
import { say } from './fake-api.ts'
import { answered, ask, idle, noBrowser, openPanel, shopPage } from './pages.ts'
import { sampleParts } from './sample-parts.ts'
import { setUpBrowser } from './set-up-browser.ts'

describe.skipIf(noBrowser)('examples for pages', { concurrent: true }, () => {
  const { visit } = setUpBrowser()
  const config = exampleAgent

  test('plain: calls before the script is there, a question from the page, a product into the cart', async ({ expect }) => {
    await using visitor = await visit(await readExample('plain/index.html'), { config })
    const { page, api } = visitor
    api.answer = oneProduct
    await page.getByRole('button', { name: 'Ask about lamps' }).click()
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await expect.poll(() => page.locator('#cart').textContent()).toBe(' v1 × 1')
    expect(api.requests.find(({ path }) => path.endsWith('/chat'))?.body).toMatchObject({
      message: 'Which lamp suits a reading corner?',
      context: { page: 'Lumen lamps' },
    })
    expect(visitor.problems).toEqual([])
  })

  describe('Google Tag Manager', { concurrent: true }, () => {
    const form = sampleParts.filter(part => part.type === 'form')
    const policy = (scripts: string) => ({
      'content-security-policy': `default-src 'none'; script-src 'nonce-n1' ${scripts}; style-src 'none'; connect-src 'self'; base-uri 'none'`,
    })

    /** A page with a container, which fires the tag twice: once the page is there, and at the next route. */
    async function pageWithTag({ keep = false, change = (tag: string) => tag } = {}) {
      const tag = JSON.stringify(change(await readExample('google-tag-manager/tag.html'))).replaceAll('<', '\\u003c')
      const fire = `addEventListener('load', () => { fireTag(${tag}, ${keep}); history.pushState(null, '', '/second'); setTimeout(() => fireTag(${tag}, ${keep}), 200) })`
      return shopPage(`<script nonce="n1">${tagManager}\n${fire}</script>`).replace(/ style="[^"]*"/, '')
    }

    async function leaveAddress(visitor: Awaited<ReturnType<typeof visit>>) {
      const { page, api } = visitor
      api.answer = message => (message === 'Tell me when it is back' ? form : say('Noted.'))
      await page.locator('script[src*="/widget.js"]').nth(1).waitFor({ state: 'attached' })
      await idle(page)
      await openPanel(page)
      await ask(page, 'Tell me when it is back')
      await page.getByLabel('E-mail').fill('ada@example.com')
      await page.getByLabel('Size').selectOption('Small')
      await page.getByRole('checkbox').check()
      await page.locator('.card.form').getByRole('button').click()
      await answered(page)
      return page.evaluate('[document.querySelectorAll("craveva-widget").length, dataLayer]')
    }

    test('starts one widget and tells of a lead once though the tag fires twice, under a policy with strict-dynamic', async ({
      expect,
    }) => {
      await using visitor = await visit(await pageWithTag(), { config, headers: policy("'strict-dynamic'") })
      expect(await leaveAddress(visitor)).toEqual([1, [{ event: 'craveva_lead', purpose: 'lead' }]])
      expect(visitor.problems).toEqual([])
    })

    test('starts the widget under a policy that names its host; the script beside it is refused', async ({ expect }) => {
      await using visitor = await visit(await pageWithTag(), { config, headers: policy("'self'") })
      expect(await leaveAddress(visitor)).toEqual([1, []])
      expect(visitor.problems).toEqual([expect.stringContaining('inline script'), expect.stringContaining('inline script')])
    })

    test('that script runs there with the nonce and "Support document.write"', async ({ expect }) => {
      const change = (tag: string) => tag.replace('<script>', '<script nonce="n1">')
      await using visitor = await visit(await pageWithTag({ keep: true, change }), { config, headers: policy("'self'") })
      expect(await leaveAddress(visitor)).toEqual([1, [{ event: 'craveva_lead', purpose: 'lead' }]])
      expect(visitor.problems).toEqual([])
    })

    test('drops attributes of the tag; a script of its own can set them', async ({ expect }) => {
      const tag = await readExample('google-tag-manager/tag-with-attributes.html')
      for (const [change, color] of [
        [() => tag, 'rgb(10, 125, 85)'],
        [(tag: string) => tag.replace('async src', 'async data-color="#0a7d55" src'), 'rgb(47, 91, 216)'],
      ] as const) {
        await using visitor = await visit(await pageWithTag({ change }), { config })
        const { page } = visitor
        await page.locator('.launcher').waitFor()
        expect(await page.locator('.launcher').evaluate(launcher => getComputedStyle(launcher).backgroundColor)).toBe(color)
      }
    })

    test('is a tag that the container takes: nothing newer than ES5', async ({ expect }) => {
      const scripts = [...(await readExample('google-tag-manager/tag.html')).matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
        ([, text]) => text,
      )
      expect(scripts).toHaveLength(1)
      expect(scripts.join()).not.toMatch(/=>|`|\b(?:const|let|class|async|await)\b|\.\.\./)
    })
  })
})
