import type { App } from '../panel/app.ts'
import { sayFor } from './say.ts'

/** Says how long the conversation is kept, where the merchant deletes it after a time. */
export const Kept =
  ({ app }: { readonly app: App }) =>
  () => {
    const days = app.agentConfig.current?.retention_days
    const time = (unit: number) =>
      new Intl.NumberFormat(app.locale.current, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(unit)
    return days && <p class="quiet">{sayFor(app)('kept', { time: time(days) })}</p>
  }
