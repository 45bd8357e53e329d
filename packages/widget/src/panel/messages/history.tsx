import { each } from '../../dom/each.ts'
import { signal, watch } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { guard } from '../parts/guard.tsx'
import { MessageView } from './message.tsx'
import { Welcome } from './welcome.tsx'

/**
 * The conversation. Its scroller begins at the bottom, so the browser itself keeps the end in sight while something is written, without a
 * scroll or a line of script; who has scrolled up stays where they read.
 */
export function History({ app }: AppProperties) {
  const { t, conversation, extras } = app
  const { typing } = conversation
  const atEnd = signal(true)
  const content = (
    <div class="messages">
      <Welcome app={app} />
      <div
        class="list"
        ref={element =>
          each(
            element,
            () => conversation.entries.current,
            entry => guard(app, entry, () => <MessageView app={app} entry={entry} />) as ChildNode,
          )
        }
      />
      {() => typing.current !== null && extras.read()?.Typing({ app, name: typing.current })}
    </div>
  ) as HTMLElement
  const scroller = (
    <section
      class="history"
      aria-label={() => t('history')}
      tabindex="0"
      onscroll={() => {
        atEnd.current = scroller.scrollTop > -48
      }}
    >
      {content}
    </section>
  ) as Element

  watch(() => {
    if (conversation.entries.current.some(entry => entry.state.peek() === 'queued')) scroller.scrollTop = 0
  })

  return (
    <div class="middle">
      {scroller}
      {() => !atEnd.current && extras.read()?.Latest({ app, scroller, content })}
    </div>
  )
}
