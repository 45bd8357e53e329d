import type { MessagePart } from '@craveva/contract/parts'
import { each } from '../dom/each.ts'
import { signal } from '../dom/signal.ts'
import type { AppProperties } from '../panel/app.ts'
import { safeUrl } from '../panel/markdown/links.ts'
import { price } from './formats.ts'

type Product = MessagePart & { type: 'product' }

/** Products side by side; more than fit are scrolled to. */
export const Products = ({ app, products }: AppProperties & { products: () => readonly Product[] }) => (
  <ul
    class="products"
    tabindex="0"
    aria-label={() => app.t('products')}
    ref={list => each(list, products, product => (<ProductCard app={app} product={product} />) as Node)}
  />
)

function ProductCard({ app, product }: AppProperties & { product: Product }) {
  const { t, language, image } = app
  const { title, compare_at_price, currency, available, options } = product
  const money = (amount: number) => price(amount, currency, language.value)
  const picture = product.image && image(product.image)
  const href = product.url && safeUrl(product.url)
  const chosen: Record<string, string> = {}
  return (
    <li class="card product">
      {picture && <img src={picture} alt="" loading="lazy" referrerpolicy="no-referrer" />}
      <h3 dir="auto">{href ? <a href={href}>{title}</a> : title}</h3>
      {product.price !== null && (
        <p>
          <b>{money(product.price)}</b>{' '}
          {compare_at_price !== null && compare_at_price > product.price && (
            <s>
              <span class="spoken">{t('before')} </span>
              {money(compare_at_price)}
            </s>
          )}
        </p>
      )}
      {available === false && <p class="quiet">{t('soldOut')}</p>}
      {options.map(({ name, values }) => {
        chosen[name] = values[0] ?? ''
        return (
          <label dir="auto">
            {name}
            <select
              onchange={({ currentTarget }) => {
                if (currentTarget instanceof HTMLSelectElement) chosen[name] = currentTarget.value
              }}
            >
              {values.map(value => (
                <option>{value}</option>
              ))}
            </select>
          </label>
        )
      })}
      {available !== false && <Action app={app} product={product} chosen={chosen} />}
    </li>
  )
}

/** Adding to the cart is the page's business: it is told what was chosen. A page that does not listen is led to the product. */
function Action({ app: { t, emit }, product, chosen }: AppProperties & { product: Product; chosen: Readonly<Record<string, string>> }) {
  const { action, product_id } = product
  if (!action) return null
  const href = action.url && safeUrl(action.url)
  const added = signal(false)
  if (action.type === 'link') {
    return (
      href && (
        <a class="action" href={href}>
          {action.label}
        </a>
      )
    )
  }
  return (
    <button
      type="button"
      class="action"
      onclick={() => {
        added.value = emit('add-to-cart', { product_id, variant_id: action.variant_id, options: { ...chosen }, quantity: 1 })
        if (!added.value && href) location.assign(href)
      }}
    >
      {() => (added.value ? t('added') : action.label)}
    </button>
  )
}
