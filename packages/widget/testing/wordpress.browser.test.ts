import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { exampleAddress, exampleAgent, examples, oneProduct } from './examples.ts'
import { answered, ask, noBrowser, openPanel, shopPage } from './pages.ts'
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
    await expect.poll(() => visitor.page.url()).toMatch(/\/\?page_id=7&add-to-cart=v1&quantity=1$/)
    expect(visitor.problems).toEqual([])
  })

  test('with the plugin for shops, leads to the shop where the cart is not reached', async ({ expect }) => {
    const tag = '<script async src="/shop.js" data-cart="/shop/wp-json/wc/store/v1/cart" data-home="/shop/"></script>'
    const script = { html: await readFile(pluginScript, 'utf8'), headers: { 'content-type': 'text/javascript' } }
    await using visitor = await visit(shopPage(tag + foot(exampleAddress, config.agent_id)), { config, pages: { '/shop.js': script } })
    const { page, api } = visitor
    api.answer = () =>
      oneProduct().map(part => (part.type === 'product' && part.action ? { ...part, action: { ...part.action, variant_id: '12' } } : part))
    await page.route('**/wp-json/**', route => route.abort())
    await page.route('**/shop/?add-to-cart=*', route => route.fulfill({ body: 'The cart' }))
    await page.waitForLoadState()
    await openPanel(page)
    await ask(page, 'Which lamp?')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await expect.poll(() => page.url()).toMatch(/\/shop\/\?add-to-cart=12&quantity=1$/)
  })

  test('is quiet until both constants are there', ({ expect }) => {
    expect(foot('', config.agent_id)).toBe('')
    expect(foot(exampleAddress, '')).toBe('')
  })
})
