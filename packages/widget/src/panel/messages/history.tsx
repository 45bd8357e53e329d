import { each } from '../../dom/each.ts'
import { signal, watch } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { IconButton } from '../chrome/icon-button.tsx'
import { icons } from '../chrome/icons.ts'
import { guard } from '../parts/guard.tsx'
import { Dots } from './dots.tsx'
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
            entry => guard(app, entry, () => <MessageView app={app} entry={entry} />) as Node,
          )
        }
      />
      {() => typing.current !== null && <div class="list">{<Dots label={t('writing', { name: typing.current || t('person') })} />}</div>}
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

  const toEnd = () => {
    scroller.scrollTop = 0
  }
  watch(() => {
    if (conversation.entries.current.some(entry => entry.state.peek() === 'queued')) toEnd()
  })
  watch(() => atEnd.current || CSS.supports('overflow-anchor', 'auto') || extras.read()?.keepPlace(scroller, content))

  return (
    <div class="middle">
      {scroller}
      {() => !atEnd.current && <IconButton class="latest" icon={icons.down} says={() => t('latest')} onclick={toEnd} />}
    </div>
  )
}
