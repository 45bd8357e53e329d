import type { MessageProperties } from './message.tsx'
import { timeOfDay } from './time.ts'

/** What was said within this many milliseconds was said just now: the time need not be told, and the browser need not learn to write it. */
const recent = 60_000

/** When it was said, and what became of it. */
export function MessageFooter({ app, entry }: MessageProperties) {
  const { t, conversation, locale } = app
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
        return t(conversation.online.current ? 'queued' : 'waiting')
      case 'sending':
        return t('sending')
      case 'stopped':
        return t('stopped')
      default:
        return (
          <>
            {Date.now() - entry.at > recent && (
              <time datetime={new Date(entry.at).toISOString()}>{timeOfDay(entry.at, locale.current)}</time>
            )}
            {() => app.extras.read()?.Actions({ app, entry })}
          </>
        )
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
