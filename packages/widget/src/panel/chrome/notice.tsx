import type { AppProperties } from '../app.ts'

/** Says what is wrong with the connection as a whole, above the composer. */
export const Notice =
  ({ app }: AppProperties) =>
  () => {
    const { t, conversation, config, extras } = app
    if (!conversation.online.value) {
      return (
        <p class="notice" role="status">
          {t('offline')}
        </p>
      )
    }
    if (['requested', 'waiting'].includes(conversation.handoff.value?.state ?? '') && config.value?.ui_settings.hours) {
      return extras.read()?.ClosedNote({ app })
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
