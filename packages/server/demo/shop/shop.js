/**
 * The demo shop's page. It reads `/demo/products.json`, which the server makes from products.csv:
 *
 *   [{ handle, title, price, compare_at_price, currency, image, type, available, price_varies? }]
 *
 *   price             the lowest price of the product's variants, a number (9.5)
 *   compare_at_price  the former price of that variant, a number, or null when it is not on sale
 *   currency          ISO 4217 ("EUR")
 *   image             path of the illustration ("/demo/images/<handle>.svg")
 *   type              the product type of the export ("Coffee")
 *   available         whether at least one variant is in stock
 *   price_varies      true when variants cost different amounts (shown as "from €9.50"); may be absent
 *
 * Order is that of the export. The chat widget, when it is on the page, offers `window.craveva(command, value)`.
 */

const groups = [
  { name: 'Coffee and tea', types: ['Coffee', 'Tea', 'Brewing'] },
  { name: 'Mugs and table', types: ['Mugs', 'Flasks', 'Tableware'] },
  { name: 'Kitchen', types: ['Kitchen'] },
  { name: 'Home', types: ['Blankets', 'Home', 'Candles', 'Light'] },
  { name: 'To wear', types: ['Jackets', 'Knitwear', 'Tops', 'Trousers', 'Accessories'] },
  { name: 'Out and about', types: ['Bags', 'Outdoor', 'Dogs'] },
  { name: 'Care and gifts', types: ['Care', 'Paper', 'Gift cards'] },
]

/** What the window shows before anyone has chosen: one of everything, the best of the house first. */
const windowDisplay = [
  'skipper-rain-jacket',
  'harbour-blend-coffee',
  'headland-wool-blanket',
  'campfire-enamel-mug',
  'estuary-rolltop-backpack',
  'tern-gooseneck-kettle',
  'gansey-sweater',
  'driftwood-salt-candle',
  'ember-cast-iron-skillet',
  'lighthouse-flask',
  'rope-walk-socks',
  'beach-fire-bowl',
]

const grid = document.querySelector('#grid')
if (grid) showShelves(grid)
nameLanguageOfPage()
letTablesScroll()
document.addEventListener('click', askTheShop)

async function showShelves(list) {
  const products = await loadProducts()
  if (!products) {
    document.querySelector('#count').textContent = 'The shelves could not be loaded. Please reload the page.'
    return
  }
  const views = [
    { name: 'Favourites', products: windowDisplay.flatMap(handle => products.find(product => product.handle === handle) ?? []) },
    ...groups.map(({ name, types }) => ({ name, products: products.filter(product => types.includes(product.type)) })),
    { name: 'On sale', products: products.filter(onSale) },
    { name: 'Everything', products },
  ].filter(view => view.products.length > 0)

  const show = view => {
    list.replaceChildren(...view.products.map(card))
    document.querySelector('#count').textContent = view.products.length === 1 ? '1 thing' : `${view.products.length} things`
    for (const chip of document.querySelectorAll('#filters button'))
      chip.setAttribute('aria-pressed', String(chip.textContent === view.name))
    more.hidden = view.products.length === products.length
  }
  const everything = views[views.length - 1]
  const more = document.querySelector('#more')
  more.textContent = `Show all ${products.length}`
  more.addEventListener('click', () => {
    show(everything)
    list.querySelector('button')?.focus({ preventScroll: true })
  })
  document.querySelector('#filters').append(...views.map(view => chip(view, show)))

  const followHash = () => {
    const handle = decodeURIComponent(location.hash.slice(1))
    if (!products.some(product => product.handle === handle)) return false
    show(everything)
    const sought = document.getElementById(handle)
    sought?.classList.add('is-sought')
    sought?.scrollIntoView({ block: 'center' })
    return true
  }
  if (!followHash()) show(views[0])
  window.addEventListener('hashchange', followHash)
}

async function loadProducts() {
  try {
    const response = await fetch('/demo/products.json')
    return response.ok ? await response.json() : undefined
  } catch {
    return undefined
  }
}

const onSale = product => Boolean(product.compare_at_price && product.compare_at_price > product.price)

function chip(view, show) {
  const button = element('button', { type: 'button', 'aria-pressed': 'false' }, view.name)
  button.addEventListener('click', () => show(view))
  return button
}

/** One product; its handle is its anchor, so that `/demo/#<handle>` leads to it. */
function card(product) {
  const price = money(product.price, product.currency)
  const badge = !product.available ? ['Sold out', 'badge out'] : onSale(product) ? ['Sale', 'badge'] : undefined
  return element(
    'li',
    { id: product.handle, class: product.available ? 'product' : 'product is-out' },
    element(
      'div',
      { class: 'picture' },
      element('img', { src: product.image, alt: '', width: '240', height: '240', loading: 'lazy', decoding: 'async' }),
      badge && element('span', { class: badge[1] }, badge[0]),
    ),
    element('h3', {}, product.title),
    element(
      'p',
      { class: 'price' },
      product.price_varies && 'from ',
      element('span', { class: onSale(product) ? 'now reduced' : 'now' }, price),
      onSale(product) &&
        element('s', {}, element('span', { class: 'hidden' }, 'instead of '), money(product.compare_at_price, product.currency)),
    ),
    element(
      'button',
      { type: 'button', class: 'about', 'data-ask': `Tell me about the ${product.title}`, 'aria-label': `Ask about the ${product.title}` },
      'Ask about it',
    ),
  )
}

const money = (amount, currency) => new Intl.NumberFormat('en-IE', { style: 'currency', currency }).format(amount)

/** A DOM element; falsy children are left out. */
function element(name, attributes, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  node.append(...children.filter(Boolean))
  return node
}

/** Help pages carry their language in their name (`returns.de`): screen readers need it on the text. */
function nameLanguageOfPage() {
  const language = location.pathname.match(/\.([a-z]{2})(?:\.html)?$/)?.[1]
  if (language) document.querySelector('[data-page]')?.setAttribute('lang', language)
}

/** Wide tables scroll inside a frame of their own that the keyboard can reach; the table keeps its meaning for screen readers. */
function letTablesScroll() {
  for (const table of document.querySelectorAll('[data-page] table')) {
    const frame = element('div', { class: 'table' })
    table.replaceWith(frame)
    frame.append(table)
    if (frame.scrollWidth <= frame.clientWidth) continue
    for (const [name, value] of [
      ['tabindex', '0'],
      ['role', 'region'],
      ['aria-label', 'Table, scrolls sideways'],
    ])
      frame.setAttribute(name, value)
  }
}

/** Buttons with `data-ask` open the chat with their question; those with `data-open` only open it. */
function askTheShop(event) {
  const button = event.target.closest?.('[data-ask], [data-open]')
  if (!button) return
  window.craveva?.('open')
  if (button.dataset.ask) window.craveva?.('send', button.dataset.ask)
}
