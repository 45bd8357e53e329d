import type { StreamPart } from '@craveva/contract/stream'
import { violations } from '@craveva/testing/axe'
import { describe, test } from 'vitest'
import { say } from './fake-api.ts'
import { answered, ask, noBrowser, openPanel, shopPage } from './pages.ts'
import { setUpBrowser } from './set-up-browser.ts'

const presence = (online: boolean): StreamPart => ({ type: 'presence', role: 'operator', name: 'Mia', online })

describe.skipIf(noBrowser)('with an operator, the visitor', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  /** A conversation that Mia has taken over. */
  async function talkToMia(language = 'en') {
    const visitor = await visit(shopPage(undefined, language))
    const { page, api } = visitor
    api.answer = () => [...say('A colleague will answer.'), { type: 'handoff', state: 'waiting', operator_name: null }]
    await openPanel(page)
    await ask(page, 'A person please')
    await answered(page)
    while (!api.followed) await page.waitForTimeout(20)
    api.operate({ type: 'handoff', state: 'with_operator', operator_name: 'Mia' })
    await page.locator('.header h2', { hasText: 'Mia' }).waitFor()
    return visitor
  }

  test('sees whether they are there, as long as they have the conversation', async ({ expect }) => {
    await using visitor = await talkToMia()
    const { page, api } = visitor
    const line = page.locator('.who p')
    api.operate(presence(true))
    await expect.poll(() => line.textContent()).toBe('Our team Online')
    api.operate(presence(false))
    await expect.poll(() => line.textContent()).toBe('Our team Away')
    expect(await violations(page)).toEqual([])
    await page.context().setOffline(true)
    await expect.poll(() => line.textContent()).toBe('Our team')
    await page.context().setOffline(false)
    await expect.poll(() => api.followed).toBe(2)
    api.operate(presence(true))
    await expect.poll(() => line.textContent()).toBe('Our team Online')
    api.operate({ type: 'message', message: api.operatorMessage('Bye.', { type: 'handoff', state: 'ended', operator_name: 'Mia' }) })
    await page.locator('.day', { hasText: 'Mia has left' }).waitFor()
    expect(await line.textContent()).toBe('AI assistant')
    await page.locator('.menu .icon').click()
    await page.locator('.sheet button').first().click()
    await expect.poll(() => api.followed).toBe(3)
    api.operate({ type: 'handoff', state: 'with_operator', operator_name: 'Noor' })
    await page.locator('.header h2', { hasText: 'Noor' }).waitFor()
    expect(await line.textContent(), 'what was known of Mia is not said of Noor').toBe('Our team')
  })

  test('is told in the language of the page', async ({ expect }) => {
    await using visitor = await talkToMia('fi')
    visitor.api.operate(presence(true))
    await expect.poll(() => visitor.page.locator('.who p').textContent()).toBe('Tiimimme Paikalla')
  })

  test('of a server that says nothing of it sees nothing of it, and what a newer one tells is left alone', async ({ expect }) => {
    await using visitor = await talkToMia()
    const { page, api } = visitor
    expect(await page.locator('.who p').textContent()).toBe('Our team')
    api.operate({ type: 'mood', name: 'Mia' } as unknown as StreamPart)
    api.operate({ type: 'message', message: api.operatorMessage('Hello, this is Mia.') })
    await page.locator('.message.operator', { hasText: 'Hello, this is Mia.' }).waitFor()
    expect(await page.locator('.who p').textContent()).toBe('Our team')
    expect(visitor.problems).toEqual([])
  })
})
