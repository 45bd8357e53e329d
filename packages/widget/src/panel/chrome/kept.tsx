import type { AppProperties } from '../app.ts'

/** Says how long the conversation is kept, where the merchant deletes it after a time. */
export const Kept =
  ({ app: { t, agentConfig, locale } }: AppProperties) =>
  () => {
    const days = agentConfig.current?.retention_days
    const time = days?.toLocaleString(locale.current, { style: 'unit', unit: 'day', unitDisplay: 'long' })
    return time && <p class="quiet">{t('kept', { time })}</p>
  }
