import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, test } from 'vitest'
import { exampleAddress, exampleAgent, examples, oneProduct } from './examples.ts'
import { answered, ask, idle, noBrowser, openPanel, shopPage } from './pages.ts'
import { setUpBrowser } from './set-up-browser.ts'

const pluginScript = join(import.meta.dirname, '../../adapter-woocommerce/wordpress-plugin/craveva-chat/assets/shop.js')
const hasPhp = spawnSync('php', ['--version']).status === 0
if (!hasPhp) console.log('Skipped: the example for WordPress is not tried, there is no PHP here')

/** What the example prints into the foot of a page. */
function foot(url: string, agent: string, cart = '') {
  const plugin = join(examples, 'wordpress/craveva-chat.php')
  const { status, stdout, stderr } = spawnSync('php', [join(import.meta.dirname, 'wordpress.php'), plugin, url, agent, cart], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr || stdout)
  return stdout
}

/** Whether it is genuine is the server's matter. */
const token = ['{"alg":"HS256"}', '{"sub":"wp_7"}', 'signature'].map(part => Buffer.from(part).toString('base64url')).join('.')

describe.skipIf(noBrowser || !hasPhp)('WordPress', { concurrent: true }, () => {
  const { visit } = setUpBrowser()
  const config = exampleAgent

  test('puts the chat on a page', async ({ expect }) => {
    const printed = foot(`${exampleAddress}/`, config.agent_id)
    expect(printed).toBe(`<script async src="${exampleAddress}/widget.js?agent=${config.agent_id}"></script>`)
    await using visitor = await visit(shopPage(printed), { config })
    await openPanel(visitor.page)
    await ask(visitor.page, 'Hi')
    await answered(visitor.page)
    expect(visitor.problems).toEqual([])
  })

  test('with WooCommerce, leads to the cart with the product in it', async ({ expect }) => {
    const printed = foot(exampleAddress, config.agent_id, `${exampleAddress}/?page_id=7`)
    await using visitor = await visit(shopPage(printed.replaceAll('\\/', '/')), { config })
    visitor.api.answer = oneProduct
    await openPanel(visitor.page)
    await ask(visitor.page, 'Which lamp?')
    await visitor.page.getByRole('button', { name: 'Add to cart' }).click()
    await visitor.page.waitForURL(/\/\?page_id=7&add-to-cart=v1&quantity=1$/)
    expect(visitor.problems).toEqual([])
  })

  const withPlugin = async (url: string | null, prepare: (page: Page) => Promise<void>) => {
    const tag = '<script async src="/shop.js" data-cart="/shop/wp-json/wc/store/v1/cart" data-home="/shop/"></script>'
    const script = { html: await readFile(pluginScript, 'utf8'), headers: { 'content-type': 'text/javascript' } }
    const html = shopPage(tag + foot(exampleAddress, config.agent_id))
    const visitor = await visit(html, { config, pages: { '/shop.js': script }, prepare })
    visitor.api.answer = () =>
      oneProduct().map(part =>
        part.type === 'product' && part.action ? { ...part, action: { ...part.action, variant_id: '12', url } } : part,
      )
    return visitor
  }

  test('with the plugin for shops, puts in what was chosen, or leads to the page that says why not', async ({ expect }) => {
    const asked: unknown[] = []
    let status = 201
    await using visitor = await withPlugin('https://shop.example/lamp/?add-to-cart=12&quantity=1', async page => {
      await page.route('**/shop/wp-json/wc/store/v1/cart', route => route.fulfill({ headers: { nonce: 'n1' }, json: {} }))
      await page.route('**/shop/wp-json/wc/store/v1/cart/add-item', route => {
        asked.push([route.request().headers().nonce, route.request().postDataJSON()])
        return route.fulfill({ status, json: {} })
      })
      await page.route('https://shop.example/**', route => route.fulfill({ body: 'Choose a size' }))
    })
    const { page } = visitor
    await openPanel(page)
    await ask(page, 'Which lamp?')
    await page.getByLabel('Colour').selectOption('Black')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await expect.poll(() => asked).toEqual([['n1', { id: 12, quantity: 1, variation: [{ attribute: 'Colour', value: 'Black' }] }]])
    status = 400
    await page.getByRole('button', { name: 'Added' }).click()
    await page.waitForURL(({ href }) => href === 'https://shop.example/lamp/?add-to-cart=12&quantity=1')
  })

  test('with the plugin for shops, leads to the shop where the cart is not reached', async () => {
    await using visitor = await withPlugin(null, async page => {
      await page.route('**/wp-json/**', route => route.abort())
      await page.route('**/shop/?add-to-cart=*', route => route.fulfill({ body: 'The cart' }))
    })
    const { page } = visitor
    await openPanel(page)
    await ask(page, 'Which lamp?')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.waitForURL(/\/shop\/\?add-to-cart=12&quantity=1$/)
  })

  test.for<[string, string[]]>([
    ['', ['opened', 'asked']],
    ['document.body.classList.add("logged-in")', ['asked', 'opened']],
  ])(
    'with the plugin for shops, asks who is signed in once, and early only where the page says so: %j',
    async ([script, expected], { expect }) => {
      const tag = `<script>${script}</script><script async src="/shop.js" data-ajax="/ajax" data-identity="yes"></script>`
      const pages = {
        '/shop.js': { html: await readFile(pluginScript, 'utf8'), headers: { 'content-type': 'text/javascript' } },
      }
      const order: string[] = []
      const prepare = (page: Page) =>
        page.route('**/ajax?action=craveva_identity', route => {
          order.push('asked')
          return route.fulfill({ json: { token } })
        })
      await using visitor = await visit(shopPage(tag + foot(exampleAddress, config.agent_id)), { config, pages, prepare })
      const { page, api } = visitor
      await idle(page)
      order.push('opened')
      await openPanel(page)
      await expect.poll(() => order).toEqual(expected)
      await ask(page, 'Where is my order?')
      await answered(page)
      expect(api.requests.find(({ path }) => path.endsWith('/chat'))?.headers['x-visitor-identity']).toBe(token)
      expect(order).toEqual(expected)
    },
  )

  test('with the plugin for shops, gets a new token for who stays, before the first is too old', async ({ expect }) => {
    const tag = `<script>document.body.classList.add("logged-in")</script><script async src="/shop.js" data-ajax="/ajax" data-identity="yes"></script>`
    const pages = { '/shop.js': { html: await readFile(pluginScript, 'utf8'), headers: { 'content-type': 'text/javascript' } } }
    let asked = 0
    const prepare = async (page: Page) => {
      await page.clock.install()
      await page.route('**/ajax?action=craveva_identity', route => route.fulfill({ json: { token: `${token}${++asked}` } }))
    }
    await using visitor = await visit(shopPage(tag + foot(exampleAddress, config.agent_id)), { config, pages, prepare })
    const { page, api } = visitor
    await openPanel(page)
    await expect.poll(() => asked).toBe(1)
    await page.clock.fastForward('05:00')
    expect(asked).toBe(1)
    await page.clock.fastForward('06:30')
    await expect.poll(() => asked).toBe(2)
    await ask(page, 'Where is my order?')
    await expect.poll(() => api.requests.findLast(({ path }) => path.endsWith('/chat'))?.headers['x-visitor-identity']).toBe(`${token}2`)
  })

  test('is quiet until both constants are there', ({ expect }) => {
    expect(foot('', config.agent_id)).toBe('')
    expect(foot(exampleAddress, '')).toBe('')
  })
})
