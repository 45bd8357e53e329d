import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { answered, ask, command, noBrowser, openPanel, shopPage, tokenFor } from './pages.ts'
import { setUpBrowser } from './set-up-browser.ts'

const panelFile = /\/widget\/assets\/panel\..*\.js/

/** Lets the panel be asked for, and says that it is not to be had when the function that it returns is called. */
async function holdPanel(page: Page) {
  const { promise: released, resolve: refuse } = Promise.withResolvers<void>()
  await page.route(panelFile, route => released.then(() => route.abort()))
  return refuse
}

describe.skipIf(noBrowser)('commands of the page', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test('who the visitor is stays known where the panel does not come at first', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page, api } = visitor
    await page.locator('.launcher').waitFor()
    const refuse = await holdPanel(page)
    const asked = page.waitForRequest(panelFile)
    const opened = command(page, 'open')
    await asked
    const identified = command(page, 'identify', { token: tokenFor('mia') })
    const left = command(page, 'logout')
    const identifiedAgain = command(page, 'identify', { token: tokenFor('noor') })
    refuse()
    await Promise.all([opened, identified, left, identifiedAgain])
    await page.unroute(panelFile)
    await openPanel(page)
    await ask(page, 'Hi')
    await answered(page)
    expect(api.requests.at(-1)?.headers['x-visitor-identity']).toBe(tokenFor('noor'))
    expect(visitor.errors).toEqual([])
  })

  test('going while the panel does not come leaves no error behind', async ({ expect }) => {
    await using visitor = await visit(shopPage())
    const { page } = visitor
    await page.locator('.launcher').waitFor()
    const refuse = await holdPanel(page)
    const asked = page.waitForRequest(panelFile)
    const opened = command(page, 'open')
    await asked
    await command(page, 'destroy')
    refuse()
    await opened
    await page.evaluate('new Promise(done => setTimeout(done))')
    expect(visitor.errors).toEqual([])
  })

  test('who listens without naming an agent hears every widget, one that comes later as well', async ({ expect }) => {
    await using visitor = await visit(
      shopPage(`<script>
        window.craveva = function () { (craveva.q = craveva.q || []).push(arguments) }
        window.told = []
        for (const event of ['ready', 'open']) craveva('on', event, () => told.push(event))
        const unheard = () => told.push('unheard')
        craveva('on', 'open', unheard)
        craveva('off', 'open', unheard)
      </script><script async src="/static/static/widget.js" data-agent="agent_other" data-api="ORIGIN"></script>`),
    )
    const { page } = visitor
    const told = () => page.evaluate('told.toSorted()')
    await expect.poll(told).toEqual(['ready'])
    await page.addScriptTag({ url: '/widget.js?agent=agent_lumen' })
    await expect.poll(told).toEqual(['ready', 'ready'])
    await page.evaluate('craveva("open", null, "agent_lumen")')
    await page.evaluate('craveva("open", null, "agent_other")')
    expect(await told()).toEqual(['open', 'open', 'ready', 'ready'])
  })

  test('those that name an agent wait for its script', async ({ expect }) => {
    const second = '/static/static/widget.js'
    await using visitor = await visit(
      shopPage(`<script>
        window.craveva = function () { (craveva.q = craveva.q || []).push(arguments) }
        window.told = []
        craveva('on', 'ready', () => told.push('first'), 'agent_lumen')
        craveva('on', 'ready', () => told.push('second'), 'agent_other')
        craveva('on', 'ready', () => told.push('none'), 'agent_none')
        craveva('open', null, 'agent_other')
      </script>
      <script src="/widget.js?agent=agent_lumen"></script>
      <script>
        craveva('on', 'open', () => told.push('opened'), 'agent_other')
        craveva('destroy', null, 'agent_other')
      </script>
      <script src="${second}" data-agent="agent_other" data-api="ORIGIN"></script>`),
    )
    const { page } = visitor
    const told = () => page.evaluate('told.toSorted()')
    await expect.poll(told).toEqual(['first', 'opened', 'second'])
    expect(await page.locator('.launcher').count()).toBe(2)
    expect(await page.locator('.panel').count()).toBe(1)
  })
})
