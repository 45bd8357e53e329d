import { describe, test } from 'vitest'
import { infected } from './infected.ts'
import { answered, ask, noBrowser, openPanel, shopPage } from './pages.ts'
import { sampleConfig } from './sample-config.ts'
import { setUpBrowser } from './set-up-browser.ts'
import { xssPayloads } from './xss-payloads.ts'

/** Answers of a size that a browser draws quickly. */
const batchCount = 30

const unwanted = new Set(['script', 'style', 'iframe', 'object', 'embed', 'img', 'base', 'meta', 'video', 'audio', 'math', 'template'])

/** Runs in the page: what the widget has drawn. */
function readElements() {
  const elements = [...(document.querySelector('craveva-widget')?.shadowRoot?.querySelectorAll('*') ?? [])]
  return {
    forms: elements.filter(element => element.matches('.card.form')).length,
    tags: [...new Set(elements.map(element => element.localName))],
    handlers: elements.filter(element => element.getAttributeNames().some(name => name.startsWith('on') || name === 'style')).length,
    schemes: [...new Set(elements.flatMap(element => (element instanceof HTMLAnchorElement ? [element.protocol] : [])))],
  }
}

describe.skipIf(noBrowser)('what others write', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test('runs no script and asks no other host, whatever it is and wherever it stands', { timeout: 240_000 }, async ({ expect }) => {
    expect(xssPayloads.length).toBeGreaterThan(500)
    await using visitor = await visit(
      shopPage(
        '<script>window.runs = []; window.pwned = () => runs.push(new Error().stack)</script><script async src="/widget.js?agent=agent_lumen"></script>',
      ),
    )
    const { page, api, foreign } = visitor
    page.on('dialog', dialog => foreign.push(dialog.message()))
    await openPanel(page)
    const batches = Array.from({ length: batchCount }, (_, batch) => xssPayloads.filter((_, index) => index % batchCount === batch))
    for (const batch of batches) {
      api.answer = () => batch.flatMap(infected)
      await ask(page, batch[0] ?? '')
      await page.locator('.message.agent .meta').waitFor()
      await expect.poll(async () => (await page.evaluate(readElements)).forms).toBe(batch.length)
      const { tags, handlers, schemes } = await page.evaluate(readElements)
      expect(tags.filter(tag => unwanted.has(tag))).toEqual([])
      expect(handlers).toBe(0)
      // A link that leads nowhere has the scheme ':'.
      expect(schemes.filter(scheme => !['https:', 'mailto:', 'tel:', ':'].includes(scheme))).toEqual([])
      // What was looked at goes, so that a browser need not lay it out again with every batch.
      await page.evaluate('craveva("restart")')
      await page.locator('.suggestions').waitFor()
    }
    expect(await page.evaluate('runs')).toEqual([])
    expect(foreign).toEqual([])
  })

  test('neither does the configuration, nor a stored conversation, nor an error', async ({ expect }) => {
    for (const payload of [
      '<img src=x onerror=pwned()>',
      '[x](javascript:pwned())',
      '![x](https://evil.example/p.png)',
      'javascript:pwned()',
    ]) {
      await using visitor = await visit(
        shopPage('<script>window.runs = 0; window.pwned = () => runs++</script><script async src="/widget.js?agent=agent_lumen"></script>'),
        {
          config: {
            ...sampleConfig,
            name: payload,
            greeting: payload,
            suggested_questions: [payload],
            language: payload,
            ui_settings: { ...sampleConfig.ui_settings, color: payload, launcher_text: payload },
          },
        },
      )
      const { page, foreign } = visitor
      await openPanel(page)
      await page.locator('.suggestions button').click()
      await answered(page)
      await page.reload()
      await answered(page)
      expect(await page.evaluate('runs')).toBe(0)
      expect(foreign).toEqual([])
    }
  })
})
