import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { exampleAddress, exampleAgent, oneProduct, readExample } from './examples.ts'
import type { Page as SitePage } from './fake-site.ts'
import { renderLiquid } from './liquid.ts'
import { ask, noBrowser, openPanel, shopPage } from './pages.ts'
import { setUpBrowser, type VisitOptions } from './set-up-browser.ts'

const extension = join(import.meta.dirname, '../../adapter-shopify/shopify-app/extensions/craveva-chat')
const readExtension = (path: string) => readFile(join(extension, path), 'utf8')

/** What a storefront has at hand on each of its pages. */
const storefront = (language: string, root: string) => ({
  request: { locale: { iso_code: language } },
  routes: { root_url: root, cart_url: `${root === '/' ? '' : root}/cart`, cart_add_url: `${root === '/' ? '' : root}/cart/add` },
  page_title: 'Lampen </script> & "mehr"',
  cart: { item_count: 2 },
  localization: { country: { iso_code: language === 'de' ? 'CH' : 'GB' } },
})
const german = storefront('de', '/de')
const english = storefront('en', '/')

/** Puts the product of an answer into the cart; the answer is what the shop's cart was sent. */
async function addToCart(page: Page, label = 'Add to cart') {
  await openPanel(page)
  await ask(page, 'Which lamp?')
  const [sent] = await Promise.all([page.waitForRequest(/\/cart\/add\.js$/), page.getByRole('button', { name: label }).click()])
  return { path: new URL(sent.url()).pathname, method: sent.method(), body: sent.postDataJSON() }
}

/** A token as the app's proxy signs it. Whether it is genuine is the server's matter. */
const token = ['{"alg":"HS256"}', '{"sub":"7"}', 'signature'].map(part => Buffer.from(part).toString('base64url')).join('.')
const signedIn = JSON.stringify({ token })

const cart: SitePage = { html: '{}', headers: { 'content-type': 'application/json' } }

describe.skipIf(noBrowser)('Shopify', { concurrent: true }, () => {
  const { visit } = setUpBrowser()

  test('the snippet, in a shop of several languages', async ({ expect }) => {
    const html = shopPage(renderLiquid(await readExample('shopify/craveva.liquid'), german))
    await using visitor = await visit(html, { config: exampleAgent, pages: { '/de/cart/add.js': cart } })
    const { page, api } = visitor
    api.answer = oneProduct
    expect(await addToCart(page, 'In den Warenkorb')).toEqual({
      path: '/de/cart/add.js',
      method: 'POST',
      body: { items: [{ id: 'v1', quantity: 1 }] },
    })
    expect(await page.locator('craveva-widget').getAttribute('lang')).toBe('de')
    expect(api.requests.find(({ path }) => path.endsWith('/chat'))?.body).toMatchObject({
      context: { page: german.page_title, cart: '2', country: 'CH' },
    })
    expect(visitor.problems).toEqual([])
  })

  test('the snippet leads to the shop where the cart refuses', async ({ expect }) => {
    const html = shopPage(renderLiquid(await readExample('shopify/craveva.liquid'), english))
    await using visitor = await visit(html, { config: exampleAgent, pages: { '/cart/v1:1': { html: 'Sold out' } } })
    visitor.api.answer = oneProduct
    expect((await addToCart(visitor.page)).path).toBe('/cart/add.js')
    await visitor.page.waitForURL(/\d\/cart\/v1:1$/)
  })

  const settings = { server: exampleAddress, agent: 'agent_123' }

  async function block(
    objects: object,
    given: object,
    { identity = '{"token":null}', prepare }: { identity?: string } & Pick<VisitOptions, 'prepare'> = {},
  ) {
    const html = shopPage(renderLiquid(await readExtension('blocks/craveva-chat.liquid'), { ...objects, block: { settings: given } }))
    const pages = {
      '/cdn/extensions/shop.js': { html: await readExtension('assets/shop.js'), headers: { 'content-type': 'text/javascript' } },
      '/apps/craveva/identity': { html: identity, headers: { 'content-type': 'application/json' } },
      '/cart/add.js': cart,
      '/de/cart/add.js': cart,
    }
    const visitor = await visit(html, { config: exampleAgent, pages, ...(prepare && { prepare }) })
    visitor.api.answer = () =>
      oneProduct().map(part =>
        part.type === 'product' && part.action ? { ...part, action: { ...part.action, variant_id: '4711' } } : part,
      )
    return visitor
  }

  test('the theme block, with a customer who is signed in and an address that ends in a slash', async ({ expect }) => {
    await using visitor = await block(
      { ...english, customer: { id: 7 } },
      { ...settings, server: ` ${exampleAddress}/ ` },
      { identity: signedIn },
    )
    const { page, api, site } = visitor
    expect(await addToCart(page)).toEqual({ path: '/cart/add.js', method: 'POST', body: { items: [{ id: 4711, quantity: 1 }] } })
    expect(site.visits).toContain('/apps/craveva/identity')
    expect(api.requests.find(({ path }) => path.endsWith('/chat'))?.headers['x-visitor-identity']).toBe(token)
    expect(visitor.problems).toEqual([])
  })

  test('the theme block, with nobody signed in, in another language', async ({ expect }) => {
    await using visitor = await block(german, settings)
    const { page, api, site } = visitor
    expect((await addToCart(page, 'In den Warenkorb')).path).toBe('/de/cart/add.js')
    expect(site.visits).not.toContain('/apps/craveva/identity')
    expect(api.requests.find(({ path }) => path.endsWith('/chat'))?.body).toMatchObject({ context: { country: 'CH' } })
    expect(api.requests.find(({ path }) => path.endsWith('/chat'))?.headers['x-visitor-identity']).toBeUndefined()
    expect(await page.locator('craveva-widget').getAttribute('lang')).toBe('de')
    await page.getByRole('button', { name: 'Schließen' }).waitFor()
  })

  test('the theme block leads to the shop where the cart is not reached', async () => {
    const prepare = async (page: Page) => {
      await page.route('**/cart/add.js', route => route.abort())
      await page.route('**/de/cart/4711:1', route => route.fulfill({ body: 'The cart' }))
    }
    await using visitor = await block(german, settings, { prepare })
    const { page } = visitor
    await openPanel(page)
    await ask(page, 'Which lamp?')
    await page.getByRole('button', { name: 'In den Warenkorb' }).click()
    await page.waitForURL(/\/de\/cart\/4711:1$/)
  })

  test('the theme block knows the customer although its script comes after the widget', async ({ expect }) => {
    const prepare = (page: Page) =>
      page.route('**/shop.js', async route => {
        await page.locator('.launcher').waitFor()
        await route.continue()
      })
    await using visitor = await block({ ...english, customer: { id: 7 } }, settings, { identity: signedIn, prepare })
    const { page, api, site } = visitor
    await expect.poll(() => site.visits).toContain('/apps/craveva/identity')
    await openPanel(page)
    await ask(page, 'Do you know me?')
    await expect.poll(() => api.requests.find(({ path }) => path.endsWith('/chat'))?.headers['x-visitor-identity']).toBe(token)
  })

  test('the theme block gets a new token for who stays, before the first is too old, and forgets who signed out', async ({ expect }) => {
    let answer = signedIn
    let asked = 0
    const prepare = async (page: Page) => {
      await page.clock.install()
      await page.route('**/apps/craveva/identity', route => {
        asked++
        return route.fulfill({ body: answer, contentType: 'application/json' })
      })
    }
    await using visitor = await block({ ...english, customer: { id: 7 } }, settings, { prepare })
    const { page, api } = visitor
    const identityOf = () => api.requests.findLast(({ path }) => path.endsWith('/chat'))?.headers['x-visitor-identity']
    await openPanel(page)
    await ask(page, 'Do you know me?')
    await expect.poll(identityOf).toBe(token)
    answer = JSON.stringify({ token: `${token}2` })
    await page.clock.fastForward('05:00')
    expect(asked).toBe(1)
    await page.clock.fastForward('06:30')
    await expect.poll(() => asked).toBe(2)
    await ask(page, 'And now?')
    await expect.poll(identityOf).toBe(`${token}2`)
    answer = JSON.stringify({ token: null })
    await page.clock.fastForward('11:30')
    await expect.poll(() => asked).toBe(3)
    await ask(page, 'Who am I?')
    await expect.poll(identityOf).toBeUndefined()
  })

  test('the theme block takes what the app filled in, unless something is typed', ({ expect }) => {
    const app = { metafields: { craveva: { server: { value: 'https://chat.example' }, agent: { value: 'agent_app' } } } }
    const render = async (given: object) =>
      renderLiquid(await readExtension('blocks/craveva-chat.liquid'), { ...english, app, block: { settings: given } })
    return Promise.all([
      expect(render({ server: '', agent: ' ' })).resolves.toContain('src="https://chat.example/widget.js?agent=agent_app"'),
      expect(render({ server: null, agent: 'agent_typed' })).resolves.toContain('src="https://chat.example/widget.js?agent=agent_typed"'),
    ])
  })

  test.for([{ server: '', agent: 'agent_123' }, { server: exampleAddress, agent: null }, {}])(
    'the theme block is nothing without settings: %o',
    async (given, { expect }) => {
      expect(renderLiquid(await readExtension('blocks/craveva-chat.liquid'), { ...english, block: { settings: given } }).trim()).toBe('')
    },
  )
})
