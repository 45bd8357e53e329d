import type { MessagePart } from '@craveva/contract/parts'
import type { AppProperties } from '../app.ts'
import { safeUrl } from '../markdown/links.ts'
import { day } from './formats.ts'

type Order = MessagePart & { type: 'order' }

/** An order: where it stands, what is in it, and where the parcels are. */
export function OrderCard({ app, order }: AppProperties & { order: Order }) {
  const { t, locale } = app
  return (
    <div class="card order">
      <div class="row">
        <h3 dir="auto">{t('order', { number: order.number })}</h3>
        <span class="pill" dir="auto">
          {order.status}
        </span>
      </div>
      {order.placed_at && <p class="quiet">{day(order.placed_at, locale.current)}</p>}
      <ul>
        {order.items.map(({ quantity, title }) => (
          <li dir="auto">
            {quantity} × {title}
          </li>
        ))}
      </ul>
      {order.tracking.map(parcel => (
        <Parcel app={app} parcel={parcel} />
      ))}
    </div>
  )
}

function Parcel({ app: { t }, parcel }: AppProperties & { parcel: Order['tracking'][number] }) {
  const { carrier, number, status, url } = parcel
  const href = safeUrl(url)
  const name = [carrier, number].filter(Boolean).join(' ') || t('track')
  return (
    <p dir="auto">
      {href ? (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {name}
        </a>
      ) : (
        name
      )}{' '}
      {status}
    </p>
  )
}
