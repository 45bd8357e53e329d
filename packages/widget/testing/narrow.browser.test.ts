import { describe, test } from 'vitest'
import { say } from './fake-api.ts'
import { answered, ask, noBrowser, openPanel, shopPage } from './pages.ts'
import { sampleConfig } from './sample-config.ts'
import { sampleParts } from './sample-parts.ts'
import { setUpBrowser } from './set-up-browser.ts'

const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

describe.skipIf(noBrowser)('where there is little room', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test('at 400 % zoom all of the menu can be reached', async ({ expect }) => {
    await using visitor = await visit(shopPage(), { viewport: { width: 320, height: 256 } })
    const { page } = visitor
    await openPanel(page)
    await ask(page, 'Hi')
    await answered(page)
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('button', { name: 'Delete conversation' }).waitFor()
    const sheet = await page.locator('.sheet').boundingBox()
    expect(sheet && sheet.y + sheet.height).toBeLessThanOrEqual(256)
  })

  test('words that are longer than a line are broken before the first message', async ({ expect }) => {
    const fields = [{ name: 'a', label: word, kind: 'text' as const, required: true, options: [] }]
    const ui_settings = { ...sampleConfig.ui_settings, pre_chat: { title: word, fields, consent_text: word } }
    const config = { ...sampleConfig, suggested_questions: [word], ui_settings }
    await using visitor = await visit(shopPage(), { viewport: { width: 320, height: 640 }, config })
    const { page } = visitor
    await page.locator('.launcher').click()
    await page.locator('.composer-form input').first().waitFor()
    const boxes = await page.locator('.suggestions button, .composer-form label').all()
    expect(boxes).toHaveLength(3)
    for (const box of boxes) {
      expect((await box.boundingBox())?.x).toBeGreaterThanOrEqual(0)
      expect(await box.evaluate(element => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(1)
    }
  })

  test('a long name of a figure leaves room for what it says', async ({ expect }) => {
    await using visitor = await visit(shopPage(), { viewport: { width: 320, height: 640 } })
    const { page, api } = visitor
    const receipts = sampleParts.flatMap(part => (part.type === 'receipt' ? [{ ...part, fields: { [word]: 'On its way to you' } }] : []))
    api.answer = () => [...say('It is on its way.'), ...receipts]
    await openPanel(page)
    await ask(page, 'Where is it?')
    await page.locator('summary').click()
    expect((await page.locator('details dd').boundingBox())?.width).toBeGreaterThan(80)
  })
})
