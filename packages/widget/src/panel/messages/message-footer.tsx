import type { MessageProperties } from './message.tsx'

/** What became of it, and what can be done with it. That it waits for a connection, or can be tried again, is said where the extras do not come as well. */
export const MessageFooter =
  ({ app, entry }: MessageProperties) =>
  () => {
    const { t, extras, conversation } = app
    const problem = entry.problem.current
    const state = entry.state.current
    if (state === 'writing') return null
    if (problem) {
      return (
        <div class="meta">
          <span class="problem" role="alert">
            {state === 'failed' && `${t('failed')} `}
            {() => problem.error && extras.read()?.explainError(app, problem.error)}{' '}
            <button type="button" class="textual" onclick={problem.retry}>
              {t('retry')}
            </button>
          </span>
        </div>
      )
    }
    if (state === 'queued' && !conversation.isOnline.current) return <div class="meta">{t('waiting')}</div>
    return extras.read()?.Footer({ app, entry })
  }
