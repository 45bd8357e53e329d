/**
 * The front page of a demo shop. What it sells comes from `/products.json`; the cart is the platform's own, read and filled as its themes do it, so that
 * what the chat puts into it shows here.
 */

/** How each platform keeps its cart. Lines: { id, title, detail, quantity, image }. */
const carts = {
  WooCommerce: {
    async read() {
      const cart = await (await fetch('/wp-json/wc/store/v1/cart')).json()
      return {
        total: Number(cart.totals.total_price) / 100,
        lines: cart.items.map(({ id, name, quantity, images, variation }) => ({
          id,
          title: name,
          detail: variation.map(({ value }) => value).join(' / '),
          quantity,
          image: images[0]?.src,
        })),
      }
    },
    async add(id) {
      const seen = await fetch('/wp-json/wc/store/v1/cart')
      await fetch('/wp-json/wc/store/v1/cart/add-item', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Nonce: seen.headers.get('Nonce') },
        body: JSON.stringify({ id, quantity: 1 }),
      })
    },
    changed: 'wc-blocks_added_to_cart',
  },
  Shopify: {
    async read() {
      const cart = await (await fetch('/cart.js')).json()
      return {
        total: cart.total_price / 100,
        lines: cart.items.map(({ id, product_title, variant_title, quantity, image }) => ({
          id,
          title: product_title,
          detail: variant_title ?? '',
          quantity,
          image,
        })),
      }
    },
    async add(id) {
      await fetch('/cart/add.js', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ items: [{ id, quantity: 1 }] }),
      })
    },
    changed: 'cart:refresh',
  },
}

/** What the front page shows before everything is asked for. */
const firstShown = 12

const cart = carts[document.body.dataset.platform]
let known = new Map()

showCart()
showShelves()
chooseCustomer()
document.documentElement.addEventListener(cart.changed, showCart)
document.addEventListener('click', event => {
  const { ask } = event.target.closest?.('[data-ask]')?.dataset ?? {}
  if (!ask) return
  window.craveva?.('open')
  window.craveva?.('send', ask)
})

async function showCart() {
  const { lines, total } = await cart.read()
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  document.querySelector('#cart-count').textContent = count === 0 ? 'is empty' : count === 1 ? '1 thing' : `${count} things`
  document.querySelector('#cart-total').textContent = count === 0 ? '' : money(total)
  const list = document.querySelector('#cart-lines')
  list.replaceChildren(
    ...lines.map(({ id, title, detail, quantity, image }) =>
      element(
        'li',
        { class: known.get(id) === quantity ? '' : 'is-new' },
        element('img', { src: image, alt: '', width: 44, height: 44 }),
        element('span', {}, `${quantity} × ${title}`, detail && element('small', {}, detail)),
      ),
    ),
  )
  list.querySelector('.is-new')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  known = new Map(lines.map(({ id, quantity }) => [id, quantity]))
}

async function showShelves() {
  const products = await (await fetch('/products.json')).json()
  const more = document.querySelector('#more')
  const show = shown => {
    document.querySelector('#grid').replaceChildren(...shown.map(card))
    document.querySelector('#count').textContent = `${shown.length} of ${products.length} things`
    more.hidden = shown.length === products.length
  }
  more.addEventListener('click', () => show(products))
  const followHash = () => {
    const sought = products.find(({ id }) => location.hash === `#p${id}`)
    if (!sought) return false
    show(products)
    const place = document.getElementById(`p${sought.id}`)
    place.classList.add('is-sought')
    place.scrollIntoView({ block: 'center' })
    return true
  }
  if (!followHash()) show(oneOfEach(products).slice(0, firstShown))
  window.addEventListener('hashchange', followHash)
}

const oneOfEach = products => [...new Map(products.map(product => [product.type, product])).values()]

function card({ id, title, image, price, compare_at_price, available, price_varies, variant_id }) {
  const buy = element(
    'button',
    { type: 'button', class: 'buy', 'aria-label': `Add ${title} to the cart` },
    available ? 'Add to cart' : 'Sold out',
  )
  buy.disabled = !available
  buy.addEventListener('click', async () => {
    await cart.add(variant_id)
    await showCart()
  })
  return element(
    'li',
    { id: `p${id}`, class: available ? 'product' : 'product is-out' },
    element('div', { class: 'picture' }, element('img', { src: image, alt: '', width: 240, height: 240, loading: 'lazy' })),
    element('h3', {}, title),
    element(
      'p',
      { class: 'price' },
      price_varies && 'from ',
      element('span', { class: compare_at_price ? 'now reduced' : 'now' }, money(price)),
      compare_at_price && element('s', {}, element('span', { class: 'hidden' }, 'instead of '), money(compare_at_price)),
    ),
    buy,
  )
}

/** The double believes a cookie; a real shop has a login. */
function chooseCustomer() {
  const select = document.querySelector('#customer')
  select.value = document.cookie.match(/(?:^|; )customer=(\d*)/)?.[1] ?? ''
  // As WordPress marks a page that is a customer's.
  document.body.classList.toggle('logged-in', select.value !== '')
  select.addEventListener('change', () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the page is of a double, and old browsers know no other way
    document.cookie = `customer=${select.value}; path=/; samesite=lax`
    location.reload()
  })
}

const money = amount => new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' }).format(amount)

/** A DOM element; falsy children are left out. */
function element(name, attributes, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  node.append(...children.filter(Boolean))
  return node
}
