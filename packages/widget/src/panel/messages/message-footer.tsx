import type { MessageProperties } from './message.tsx'

/** What became of it; and what can be done with it, and when it was said. */
export function MessageFooter({ app, entry }: MessageProperties) {
  const { t, conversation } = app
  const content = () => {
    const problem = entry.problem.current
    if (problem) {
      return (
        <span class="problem" role="alert">
          {entry.state.current === 'failed' && `${t('failed')} `}
          {problem.text}{' '}
          {problem.retry && (
            <button type="button" class="textual" onclick={problem.retry}>
              {t('retry')}
            </button>
          )}
        </span>
      )
    }
    switch (entry.state.current) {
      case 'queued':
        return t(conversation.isOnline.current ? 'queued' : 'waiting')
      case 'sending':
        return t('sending')
      case 'stopped':
        return t('stopped')
      default:
        return () => app.extras.read()?.Actions({ app, entry })
    }
  }
  return () =>
    entry.state.current !== 'writing' && (
      <>
        <div class="meta">{content}</div>
        {() => entry.rating.current && app.extras.read()?.Rating({ app, rating: entry.rating.current })}
      </>
    )
}
