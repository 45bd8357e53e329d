import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { exampleAgent, oneProduct, readExample } from './examples.ts'
import { answered, ask, noBrowser, openPanel } from './pages.ts'
import { buildPages, openProject, type Project } from './projects.ts'
import { setUpBrowser } from './set-up-browser.ts'

/** The examples for frameworks, bundled with their own files against the package as it is published. */

const readMain = (name: string) => readFile(join(import.meta.dirname, 'mains', name), 'utf8')

/** Notes who listens to what outlives a widget. */
const noteListeners = `<script>
  const held = []
  const outlives = target => [undefined, window, document, document.documentElement, document.body, visualViewport].includes(target) || target instanceof MediaQueryList
  const find = (target, type, listener) => held.findIndex(each => each.target === target && each.type === type && each.listener === listener)
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (outlives(this) && find(this, type, listener) < 0) held.push({ target: this, type, listener })
    return add.call(this, type, listener, options)
  }
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    if (find(this, type, listener) >= 0) held.splice(find(this, type, listener), 1)
    return remove.call(this, type, listener, options)
  }
  window.listening = () => held.map(({ target, type }) => String(target) + ' ' + type).sort()
</script>`

describe.skipIf(noBrowser)('bundled examples', { concurrent: true }, () => {
  const { visit } = setUpBrowser()
  let project: Project

  beforeAll(async () => {
    project = await openProject()
  })
  afterAll(() => project?.close())

  test.for([
    ['react', 'main.jsx', 'react.jsx'],
    ['vue', 'main.js', 'vue.js'],
  ] as const)('%s: asks, fills the cart, goes without a trace and comes back', async ([example, main, withSwitch], { expect }) => {
    const index = await readExample(`${example}/index.html`)
    const files = {
      'switch.html': index.replace(main, `switch-${main}`).replace('<head>', `<head>${noteListeners}`),
      [`switch-${main}`]: await readMain(withSwitch),
    }
    const pages = await buildPages(await project.add(example, files), ['index.html', 'switch.html'])
    await using visitor = await visit('', { pages, config: exampleAgent })
    const { page, site, api } = visitor
    api.answer = oneProduct
    await page.goto(`${site.origin}/index.html`)
    await openPanel(page)
    await ask(page, 'Which lamp?')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await expect.poll(() => page.locator('#cart').textContent()).toBe('Cart: v1 × 1')

    await page.evaluate(() => {
      localStorage.clear()
      sessionStorage.clear()
    })
    await page.goto(`${site.origin}/switch.html`)
    const flip = page.getByRole('button', { name: 'Switch' })
    const element = page.locator('craveva-widget')
    const listening = () => page.evaluate<string[]>('listening()')
    await flip.click()
    await element.waitFor({ state: 'detached' })
    const without = await listening()
    for (const times of [1, 2]) {
      await flip.click()
      await openPanel(page)
      await ask(page, 'Again?')
      await answered(page, times)
      expect(await element.count()).toBe(1)
      expect((await listening()).length).toBeGreaterThan(without.length + 3)
      await flip.click()
      await element.waitFor({ state: 'detached' })
      expect(await listening()).toEqual(without)
    }
    expect(visitor.problems).toEqual([])
  })

  // `npm run verify -- examples` does the same with Next.js itself.
  test('next: one widget while routes change, which tells where its visitor is', async ({ expect }) => {
    const index = (await readExample('react/index.html')).replace('main.jsx', 'next.jsx')
    const files = { 'index.html': index, 'next.jsx': await readMain('next.jsx'), 'navigation.js': await readMain('next-navigation.js') }
    const folder = await project.add('next', files)
    const pages = await buildPages(folder, ['index.html'], { 'next/navigation': `${folder}/navigation.js` })
    await using visitor = await visit(pages['/index.html']?.html ?? '', { pages, config: exampleAgent })
    const { page } = visitor
    await openPanel(page)
    await ask(page, 'Where am I?')
    await answered(page)
    await page.evaluate('document.querySelector("craveva-widget").same = true')
    await page.getByRole('button', { name: 'All lamps' }).click()
    await ask(page, 'And now?')
    await answered(page, 2)
    expect(await page.evaluate('[...document.querySelectorAll("craveva-widget")].map(each => each.same)')).toEqual([true])
    const asked = visitor.api.requests.filter(({ path }) => path.endsWith('/chat'))
    expect(asked.map(({ body }) => body)).toMatchObject([{ context: { page: '/' } }, { context: { page: '/lamps' } }])
    expect(visitor.problems).toEqual([])
  })
})
