import { each } from '../../dom/each.ts'
import { onEnd } from '../../dom/scope.ts'
import { signal, watch } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { IconButton } from '../chrome/icon-button.tsx'
import { Dots } from './dots.tsx'
import { MessageView } from './message.tsx'
import { Welcome } from './welcome.tsx'

/** The conversation. It follows what is new as long as the visitor is at its end. */
export function History({ app }: AppProperties) {
  const { t, conversation } = app
  const { typing } = conversation
  const atEnd = signal(true)
  let lastTop = 0
  const list = (
    <div
      class="list"
      ref={element =>
        each(
          element,
          () => conversation.entries.value,
          entry => (<MessageView app={app} entry={entry} />) as Node,
        )
      }
    />
  )
  const content = (
    <div class="messages">
      <Welcome app={app} />
      {list}
      {() => typing.value !== null && <Dots label={t('writing', { name: typing.value || t('person') })} />}
    </div>
  ) as Element
  const scroller = (
    <section
      class="history"
      aria-label={() => t('history')}
      tabindex="0"
      onscroll={() => {
        const { scrollTop, scrollHeight, clientHeight } = scroller
        // Only the visitor scrolls up: what grew since the last scroll has not left the end.
        if (scrollHeight - scrollTop - clientHeight < 48) atEnd.value = true
        else if (scrollTop < lastTop) atEnd.value = false
        lastTop = scrollTop
      }}
    >
      {content}
    </section>
  ) as Element

  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight
  }
  // Sizes are known when the observer calls: following the end costs no layout of its own.
  const observer = new ResizeObserver(() => {
    if (atEnd.peek()) toEnd()
  })
  observer.observe(scroller)
  observer.observe(content)
  onEnd(() => observer.disconnect())

  watch(() => {
    if (conversation.entries.value.some(entry => entry.state.peek() === 'queued')) atEnd.value = true
  })

  return (
    <div class="middle">
      {scroller}
      {() => !atEnd.value && <IconButton class="latest" icon="down" label={() => t('latest')} onclick={toEnd} />}
    </div>
  )
}
