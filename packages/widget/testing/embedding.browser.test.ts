import { appendFile, cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, inject, test } from 'vitest'
import { answered, ask, noBrowser, shopPage } from './pages.ts'
import { setUpBrowser } from './set-up-browser.ts'

describe.skipIf(noBrowser)('embedding', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test('fills an element of the page instead of a corner', async ({ expect }) => {
    await using visitor = await visit(
      shopPage(
        '<div id="chat" style="height: 500px; width: 300px"></div><script async src="/widget.js?agent=agent_lumen" data-target="#chat"></script>',
      ),
    )
    const { page } = visitor
    await page.locator('.composer textarea').waitFor()
    expect(await page.locator('.launcher').isVisible()).toBe(false)
    expect(await page.getByRole('dialog').boundingBox()).toEqual(await page.locator('#chat').boundingBox())
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
    await ask(page, 'Hi')
    await answered(page)
    await page.evaluate(() => document.querySelector('#chat')?.replaceChildren())
    await answered(page)
    expect(visitor.problems).toEqual([])
  })

  test('Escape within an element is left to the page, as there is no launcher to bring the chat back', async ({ expect }) => {
    const script =
      '<div id="place" style="height: 500px"></div><script async src="/widget.js?agent=agent_lumen" data-target="#place"></script>'
    await using visitor = await visit(shopPage(script))
    const { page } = visitor
    await page.evaluate(() => {
      addEventListener('keydown', ({ key }) => {
        document.title = key
      })
    })
    await page.locator('.composer textarea').press('Escape')
    await expect.poll(() => page.title()).toBe('Escape')
    expect(await page.locator('.panel').isVisible()).toBe(true)
  })

  test('as a custom element from the package, with events and languages of its own', async ({ expect }) => {
    await using visitor = await visit(
      shopPage(
        `<craveva-chat agent="agent_lumen" api="ORIGIN" lang="fr" style="height: 500px"></craveva-chat>
        <script type="module">
          import { defineChatElement } from '/static/npm/element.js'
          window.told = []
          document.addEventListener('craveva:message', event => told.push(event.detail))
          defineChatElement()
        </script>`,
      ),
    )
    const { page } = visitor
    await page.getByText('Assistant IA').waitFor()
    await ask(page, 'Bonjour')
    await answered(page)
    expect(await page.evaluate('told')).toEqual([{ role: 'agent', text: 'Hello.' }])
    await page.evaluate(() => document.querySelector('craveva-chat')?.remove())
    expect(await page.locator('craveva-widget').count()).toBe(0)
    expect(visitor.problems).toEqual([])
  })

  test('the custom element waits for its attributes, and begins anew with another agent', async ({ expect }) => {
    await using visitor = await visit(
      shopPage(`<script type="module">
        import { defineChatElement } from '/static/npm/element.js'
        defineChatElement()
        const element = document.createElement('craveva-chat')
        document.body.append(element)
        element.style.height = '500px'
        element.setAttribute('api', 'ORIGIN')
        element.setAttribute('agent', 'agent_none')
        element.setAttribute('agent', 'agent_lumen')
        setTimeout(() => document.body.append(document.createElement('craveva-chat')))
      </script>`),
    )
    const { page } = visitor
    await ask(page, 'Hi')
    await answered(page)
    expect(await page.locator('craveva-widget').count()).toBe(1)
    expect(visitor.problems).toEqual([expect.stringContaining('needs the attributes agent and api')])
  })

  test('two agents on one page are two widgets, and commands can name one', async ({ expect }) => {
    await using visitor = await visit(
      shopPage(
        '<script async src="/widget.js?agent=agent_lumen"></script><script async src="/static/static/widget.js" data-agent="agent_other" data-api="ORIGIN" data-position="left"></script>',
      ),
    )
    const { page } = visitor
    await expect.poll(() => page.locator('.launcher').count()).toBe(2)
    await page.evaluate('craveva("open", null, "agent_lumen")')
    await page.locator('.composer textarea').waitFor()
    expect(await page.locator('.panel').count()).toBe(1)
    await page.evaluate('craveva("destroy", null, "agent_other")')
    expect(await page.locator('.launcher').count()).toBe(1)
  })

  test('a panel that is not the one that was built is not run', async ({ expect }) => {
    const dist = await mkdtemp(join(tmpdir(), 'craveva-tampered-'))
    await cp(inject('widget').dist, dist, { recursive: true })
    await using visitor = await visit(shopPage(), { dist })
    const { page } = visitor
    const [panel = ''] = (await readdir(join(dist, 'assets'))).filter(name => /^panel.*js$/.test(name))
    await page.locator('.launcher').waitFor()
    await appendFile(join(dist, 'assets', panel), '\nwindow.tampered = true')
    await page.locator('.launcher').click()
    await expect.poll(() => visitor.problems.join()).toContain('integrity')
    expect(await page.evaluate('[typeof tampered, document.querySelector("craveva-widget").shadowRoot.querySelector(".panel")]')).toEqual([
      'undefined',
      null,
    ])
    await rm(dist, { recursive: true, force: true })
  })
})
