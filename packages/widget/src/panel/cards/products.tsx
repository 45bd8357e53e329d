import type { MessagePart } from '@craveva/contract/parts'
import { each } from '../../dom/each.ts'
import { signal } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { safeUrl } from '../markdown/links.ts'
import { guard } from '../parts/guard.tsx'
import { price } from './formats.ts'

type Product = MessagePart & { type: 'product' }

/** Products side by side; more than fit are scrolled to. */
export const Products = ({ app, products }: AppProperties & { products: () => readonly Product[] }) => (
  <ul
    class="products"
    tabindex="0"
    aria-label={() => app.t('products')}
    ref={list => each(list, products, product => guard(app, product, () => <ProductCard app={app} product={product} />) as ChildNode)}
  />
)

function ProductCard({ app, product }: AppProperties & { product: Product }) {
  const { t, locale, image } = app
  const { title, currency, options, action, variants = [] } = product
  const money = (amount: number) => price(amount, currency, locale.current)
  const picture = product.image && image(product.image)
  const href = safeUrl(product.url)
  const first = variants.find(({ variant_id }) => variant_id === action?.variant_id) ?? variants[0]
  const chosen = signal<Readonly<Record<string, string>>>({
    ...Object.fromEntries(options.map(({ name, values }) => [name, values[0] ?? ''])),
    ...first?.options,
  })
  const offer = (): Offer =>
    first
      ? (variants.find(variant => Object.entries(variant.options).every(([name, value]) => chosen.current[name] === value)) ?? nothing)
      : { ...product, url: action?.url ?? null, variant_id: action?.variant_id ?? null }
  return (
    <li class="card product">
      {picture && <img src={picture} alt="" loading="lazy" referrerpolicy="no-referrer" />}
      <h3 dir="auto">{href ? <a href={href}>{title}</a> : title}</h3>
      {() => {
        const { price: now, compare_at_price: before, available } = offer()
        return [
          now != null && (
            <p>
              <b>{money(now)}</b>{' '}
              {before && before > now && (
                <s>
                  <span class="spoken">{t('before')} </span>
                  {money(before)}
                </s>
              )}
            </p>
          ),
          available === false && <p class="quiet">{t('soldOut')}</p>,
        ]
      }}
      {options.map(({ name, values }) => (
        <label dir="auto">
          {name}
          <select
            onchange={({ currentTarget }) => {
              chosen.current = { ...chosen.current, [name]: (currentTarget as HTMLSelectElement).value }
            }}
          >
            {values.map(value => (
              <option selected={value === chosen.peek()[name]}>{value}</option>
            ))}
          </select>
        </label>
      ))}
      {() => offer().available !== false && <Action app={app} product={product} offer={offer()} chosen={chosen.peek} />}
    </li>
  )
}

type Offer = Partial<Pick<Product, 'price' | 'compare_at_price' | 'available' | 'url'> & { readonly variant_id: string | null }>

/** Options that go together in no variant. */
const nothing: Offer = { available: false }

interface ActionProperties extends AppProperties {
  readonly product: Product
  readonly offer: Offer
  readonly chosen: () => Readonly<Record<string, string>>
}

/** Adding to the cart is the page's business: it is told what was chosen. A page that does not listen is led to the product. */
function Action({ app: { t, emit }, product: { action, product_id }, offer: { url, variant_id }, chosen }: ActionProperties) {
  if (!action) return null
  const href = safeUrl(url)
  const added = signal(false)
  if (action.type === 'link') {
    return (
      href && (
        <a class="action" href={href}>
          {() => t('addToCart')}
        </a>
      )
    )
  }
  return (
    <button
      type="button"
      class="action"
      onclick={() => {
        const item = { product_id, variant_id, options: { ...chosen() }, quantity: action.quantity ?? 1, url: href ?? null }
        added.current = emit('add-to-cart', item)
        if (!added.current && href) location.assign(href)
      }}
    >
      {() => t(added.current ? 'added' : 'addToCart')}
    </button>
  )
}
