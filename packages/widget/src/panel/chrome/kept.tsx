import type { AppProperties } from '../app.ts'

/** Says how long the conversation is kept, where the merchant deletes it after a time. */
export const Kept =
  ({ app: { t, agentConfig, locale } }: AppProperties) =>
  () => {
    const days = agentConfig.current?.retention_days
    const time = (unit: number) => new Intl.NumberFormat(locale.current, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(unit)
    return days && <p class="quiet">{t('kept', { time: time(days) })}</p>
  }
