import { each } from '../../dom/each.ts'
import { onEnd } from '../../dom/scope.ts'
import { signal, watch } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { IconButton } from '../chrome/icon-button.tsx'
import { Dots } from './dots.tsx'
import { MessageView } from './message.tsx'
import { Welcome } from './welcome.tsx'

/**
 * The conversation. Its scroller begins at the bottom, so the browser itself keeps the end in sight while something is written, without a
 * scroll or a line of script; who has scrolled up stays where they read.
 */
export function History({ app }: AppProperties) {
  const { t, conversation } = app
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
            () => conversation.entries.value,
            entry => (<MessageView app={app} entry={entry} />) as Node,
          )
        }
      />
      {() => typing.value !== null && <Dots label={t('writing', { name: typing.value || t('person') })} />}
    </div>
  ) as HTMLElement
  const scroller = (
    <section
      class="history"
      aria-label={() => t('history')}
      tabindex="0"
      onscroll={() => {
        atEnd.value = scroller.scrollTop > -48
      }}
    >
      {content}
    </section>
  ) as Element

  const toEnd = () => {
    scroller.scrollTop = 0
  }
  watch(() => {
    if (conversation.entries.value.some(entry => entry.state.peek() === 'queued')) toEnd()
  })
  if (!CSS.supports('overflow-anchor', 'auto')) keepPlace(scroller, content, () => !atEnd.peek())

  return (
    <div class="middle">
      {scroller}
      {() => !atEnd.value && <IconButton class="latest" icon="down" label={() => t('latest')} onclick={toEnd} />}
    </div>
  )
}

/** For browsers without scroll anchoring: what grows at the end must not push away what is being read. */
function keepPlace(scroller: Element, content: HTMLElement, isWanted: () => boolean) {
  let height = 0
  const observer = new ResizeObserver(() => {
    if (isWanted()) scroller.scrollTop -= content.offsetHeight - height
    height = content.offsetHeight
  })
  observer.observe(content)
  onEnd(() => observer.disconnect())
}
