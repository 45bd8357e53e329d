import type { AppProperties } from '../app.ts'

/** Says what is wrong with the connection as a whole, above the composer. */
export const Notice =
  ({ app: { t, conversation } }: AppProperties) =>
  () => {
    if (!conversation.online.value) {
      return (
        <p class="notice" role="status">
          {t('offline')}
        </p>
      )
    }
    return (
      conversation.phase.value === 'unreachable' && (
        <p class="notice" role="alert">
          {t('unreachable')}{' '}
          <button type="button" class="textual" onclick={conversation.load}>
            {t('retry')}
          </button>
        </p>
      )
    )
  }
