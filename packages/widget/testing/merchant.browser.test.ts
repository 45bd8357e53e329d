import { describe, test } from 'vitest'
import { answered, ask, noBrowser, openPanel, shopPage } from './pages.ts'
import { sampleConfig } from './sample-config.ts'
import { setUpBrowser } from './set-up-browser.ts'

describe.skipIf(noBrowser)('the merchant', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test('gives the launcher an icon and a text; the page may give others', async ({ expect }) => {
    const ui_settings = { ...sampleConfig.ui_settings, launcher_icon: 'M4 5h16v11H9l-5 4z', launcher_text: 'Ask us' }
    for (const [attributes, path, text] of [
      ['', 'M4 5h16v11H9l-5 4z', 'Ask us'],
      ['data-icon="M4 4h16v16H4z" data-text="Talk to us"', 'M4 4h16v16H4z', 'Talk to us'],
    ] as const) {
      await using visitor = await visit(shopPage(`<script async src="/widget.js?agent=agent_lumen" ${attributes}></script>`), {
        config: { ...sampleConfig, ui_settings },
      })
      const launcher = visitor.page.getByRole('button', { name: text })
      expect(await launcher.locator('path').getAttribute('d')).toBe(path)
      expect(await launcher.textContent()).toBe(text)
    }
  })

  test('says things in other words, in every language, by configuration and by command', async ({ expect }) => {
    const texts = { placeholder: 'Ask about our lamps…', 'more.copy': 'Take along', edit: 'Write anew' }
    await using visitor = await visit(shopPage(), { config: { ...sampleConfig, ui_settings: { ...sampleConfig.ui_settings, texts } } })
    const { page } = visitor
    await openPanel(page)
    await page.getByPlaceholder('Ask about our lamps…').waitFor()
    await page.evaluate('craveva("setTexts", { assistant: "Our robot", nonsense: "x" })')
    await page.locator('.who', { hasText: 'Our robot' }).waitFor()
    await ask(page, 'Hi')
    await answered(page)
    await page.getByRole('button', { name: 'Take along' }).waitFor()
    await page.getByRole('button', { name: 'Write anew' }).waitFor()
    await page.evaluate('craveva("setLocale", "de")')
    await page.getByRole('button', { name: 'Schließen' }).waitFor()
    await page.getByPlaceholder('Ask about our lamps…').waitFor()
    await page.locator('.who', { hasText: 'Our robot' }).waitFor()
    expect(visitor.problems).toEqual([expect.stringContaining('there is no text "nonsense"')])
  })

  test('says how long conversations are kept', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page } = visitor
    await openPanel(page)
    await page.getByRole('button', { name: 'Options' }).click()
    expect(await page.locator('.sheet .quiet').textContent()).toBe('Storage period: 90 days')
  })
})
