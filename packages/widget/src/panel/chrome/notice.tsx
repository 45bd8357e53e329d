import type { AppProperties } from '../app.ts'

/** Says what is wrong with the connection as a whole, above the composer. */
export const Notice =
  ({ app }: AppProperties) =>
  () => {
    const { t, conversation, agentConfig, extras } = app
    if (!conversation.isOnline.current) {
      return (
        <p class="notice" role="status">
          {t('offline')}
        </p>
      )
    }
    if (
      conversation.attended.current &&
      conversation.handoff.current?.state !== 'with_operator' &&
      agentConfig.current?.ui_settings.hours
    ) {
      return extras.read()?.ClosedNote({ app })
    }
    return (
      conversation.phase.current === 'unreachable' && (
        <p class="notice" role="alert">
          {t('unreachable')}{' '}
          <button type="button" class="textual" onclick={conversation.load}>
            {t('retry')}
          </button>
        </p>
      )
    )
  }
