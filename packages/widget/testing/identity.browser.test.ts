import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { answered, ask, command, noBrowser, openPanel, shopPage, tokenFor } from './pages.ts'
import { setUpBrowser } from './set-up-browser.ts'

/** Keeps the next message on its way until the function that it returns is called. */
async function holdMessage(page: Page) {
  const { promise: released, resolve } = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  await page.route(
    '**/chat',
    async route => {
      await released
      // A message that was dropped cannot go on.
      await route.continue().catch(() => {})
      answer.resolve()
    },
    { times: 1 },
  )
  return async () => {
    resolve()
    await answer.promise
  }
}

const written = (page: Page) => page.locator('.message.visitor .body').allTextContents()

const stored = (page: Page) => page.evaluate('Object.keys(localStorage).sort()')

describe.skipIf(noBrowser)('between a message and its answer', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  async function visitAndAsk(person: string) {
    const visitor = await visit(shopPage())
    const { page } = visitor
    await openPanel(page)
    if (person) await command(page, 'identify', { token: tokenFor(person) })
    const release = await holdMessage(page)
    const asked = page.waitForRequest('**/chat')
    await ask(page, 'a secret')
    await asked
    return { ...visitor, release }
  }

  test('one who begins anew has no answer to what was on its way', async ({ expect }) => {
    await using visitor = await visitAndAsk('')
    const { page, api, release } = visitor
    await command(page, 'restart')
    expect(await written(page)).toEqual([])
    await release()
    await ask(page, 'anew')
    await answered(page)
    expect(await written(page)).toEqual(['anew'])
    expect(api.requests.findLast(({ path }) => path.endsWith('/chat'))?.body).not.toHaveProperty('conversation_id')
  })

  test.for([
    { before: '', after: '' },
    { before: 'mia', after: '' },
    { before: 'mia', after: 'noor' },
    { before: '', after: 'mia' },
  ])('nothing of "$before" is shown to "$after", or stored for them', async ({ before, after }, { expect }) => {
    await using visitor = await visitAndAsk(before)
    const { page, api, release } = visitor
    await (after ? command(page, 'identify', { token: tokenFor(after) }) : command(page, 'logout'))
    expect(await written(page)).toEqual([])
    await release()
    await ask(page, 'mine')
    await answered(page)
    await ask(page, 'more of mine')
    await answered(page, 2)
    expect(await written(page)).toEqual(['mine', 'more of mine'])
    expect(await stored(page)).toEqual([`craveva:agent_lumen${after && `:${after}`}`])
    const [first, second] = api.requests.filter(({ body }) => /mine/.test(JSON.stringify(body))).map(({ body }) => body)
    expect(first).not.toHaveProperty('conversation_id')
    expect(second).toHaveProperty('conversation_id')
  })

  test('logging out in one tab drops what is on its way in another', async ({ expect }) => {
    await using visitor = await visitAndAsk('')
    const { page, context, site, release } = visitor
    const other = await context.newPage()
    await other.goto(site.origin)
    await openPanel(other)
    await command(other, 'logout')
    await expect.poll(() => written(page)).toEqual([])
    await release()
    await ask(other, 'mine')
    await answered(other)
    await answered(page)
    expect(await written(page)).toEqual(['mine'])
    expect(await written(other)).toEqual(['mine'])
  })

  test('one who logs out in one tab is gone in the others: nothing there is asked in their name', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, context, site, api } = visitor
    const other = await context.newPage()
    await other.goto(site.origin)
    for (const tab of [page, other]) {
      await openPanel(tab)
      await command(tab, 'identify', { token: tokenFor('mia') })
    }
    await ask(page, 'a secret')
    await answered(page)
    await expect.poll(() => written(other)).toEqual(['a secret'])
    await command(page, 'logout')
    await expect.poll(() => written(other)).toEqual([])
    const before = api.requests.length
    await other.getByRole('button', { name: 'Options' }).click()
    await other.getByRole('button', { name: 'Earlier conversations' }).click()
    await other.getByText('There are no other conversations.').waitFor()
    await ask(other, 'mine')
    await answered(other)
    const since = api.requests.slice(before)
    expect(since.length).toBeGreaterThan(1)
    expect(since.filter(({ headers }) => headers['x-visitor-identity'])).toEqual([])
  })

  test('an expired token hides nothing: with a new one the conversation is there again', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await openPanel(page)
    await command(page, 'identify', { token: tokenFor('mia') })
    await ask(page, 'mine')
    await answered(page)
    api.refusals.push({ match: /GET .*conversations/, status: 401, code: 'UNAUTHORIZED', times: 1 })
    await page.reload()
    await command(page, 'identify', { token: tokenFor('mia') })
    await page.getByText('The conversation could not be loaded.').waitFor()
    await command(page, 'identify', { token: tokenFor('mia') })
    await expect.poll(() => written(page)).toEqual(['mine'])
  })

  test('who wrote it and signs in is asked for nothing again: it goes out in their name', async ({ expect }) => {
    await using visitor = await visitAndAsk('')
    const { page, api, release } = visitor
    await command(page, 'identify', { token: tokenFor('mia'), join: true })
    await release()
    await answered(page)
    await ask(page, 'more')
    await answered(page, 2)
    expect(await written(page)).toEqual(['a secret', 'more'])
    expect(await stored(page)).toEqual(['craveva:agent_lumen:mia'])
    const inTheirName = api.requests.filter(({ headers }) => headers['x-visitor-identity'] === tokenFor('mia'))
    expect(inTheirName.map(({ body }) => body)).toEqual([
      expect.objectContaining({ message: 'a secret' }),
      expect.objectContaining({ message: 'more' }),
    ])
  })

  test('it goes to the conversation that they have already', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page } = visitor
    await openPanel(page)
    await command(page, 'identify', { token: tokenFor('mia') })
    await ask(page, 'yesterday')
    await answered(page)
    await page.reload()
    await page.locator('.composer textarea').waitFor()
    const release = await holdMessage(page)
    const asked = page.waitForRequest('**/chat')
    await ask(page, 'today')
    await asked
    await command(page, 'identify', { token: tokenFor('mia'), join: true })
    await release()
    await answered(page, 2)
    expect(await written(page)).toEqual(['yesterday', 'today'])
  })

  test('a newer token of the same person changes nothing', async ({ expect }) => {
    await using visitor = await visitAndAsk('mia')
    const { page, release } = visitor
    await command(page, 'identify', { token: `${tokenFor('mia')}2` })
    await release()
    await answered(page)
    expect(await written(page)).toEqual(['a secret'])
    expect(await stored(page)).toEqual(['craveva:agent_lumen:mia'])
  })
})

describe.skipIf(noBrowser)('after logging out', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test('a list of earlier conversations that is open shows none of them any more', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page } = visitor
    await openPanel(page)
    await ask(page, 'a secret')
    await answered(page)
    await command(page, 'restart')
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('button', { name: 'Earlier conversations' }).click()
    await page.locator('.sheet').getByText('a secret').waitFor()
    await command(page, 'logout')
    expect(await page.getByText('a secret').count()).toBe(0)
  })

  test('nothing is left in the field, and nothing of the answer is left to be read aloud', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    api.answer = () => [{ type: 'text-delta', text: 'Your balance is 7.' }]
    await openPanel(page)
    await ask(page, 'a secret')
    await answered(page)
    await page.locator('.composer textarea').fill('another secret')
    await command(page, 'logout')
    expect(await page.locator('.composer textarea').inputValue()).toBe('')
    expect(await page.locator('.panel').textContent()).not.toContain('Your balance is 7.')
  })
})

describe.skipIf(noBrowser)('a conversation that is to go with the person', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  async function visitAndTalk() {
    const visitor = await visit(shopPage())
    await openPanel(visitor.page)
    await ask(visitor.page, 'without a name')
    await answered(visitor.page)
    return visitor
  }

  test('stays behind where it cannot be moved: they are there without it, and the page is told', async ({ expect }) => {
    await using visitor = await visitAndTalk()
    const { page, api } = visitor
    api.refusals.push({ match: /claim/, status: 409, code: 'CONFLICT', times: 1 })
    await expect(command(page, 'identify', { token: tokenFor('mia'), join: true })).rejects.toThrow('For the developer of the page')
    expect(await written(page)).toEqual([])
    await ask(page, 'as mia')
    await answered(page)
    expect(api.requests.at(-1)?.body).not.toHaveProperty('conversation_id')
    expect(await stored(page)).toEqual(['craveva:agent_lumen', 'craveva:agent_lumen:mia'])
  })

  test('goes nowhere when they log out meanwhile', async ({ expect }) => {
    await using visitor = await visitAndTalk()
    const { page } = visitor
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/claim', route => released.then(() => route.continue()))
    const asked = page.waitForRequest('**/claim')
    const identified = command(page, 'identify', { token: tokenFor('mia'), join: true })
    await asked
    await command(page, 'logout')
    release()
    await identified
    await ask(page, 'mine')
    await answered(page)
    expect(await written(page)).toEqual(['mine'])
    expect(await stored(page)).toEqual(['craveva:agent_lumen'])
  })
})
