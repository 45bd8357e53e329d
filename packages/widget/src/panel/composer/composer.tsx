import { signal, watch } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { IconButton } from '../chrome/icon-button.tsx'

/** The API takes this many characters. */
const maxLength = 8000

/** Where the visitor writes. Enter sends, Shift and Enter makes a line; while an answer is written the button stops it. */
export function Composer({ app }: AppProperties) {
  const { t, conversation, focusWanted } = app
  const draft = signal('')
  const field = (
    <textarea
      rows="1"
      dir="auto"
      maxlength={maxLength}
      enterkeyhint="send"
      aria-label={() => t('placeholder')}
      placeholder={() => t('placeholder')}
      value={draft}
      oninput={() => {
        draft.value = field.value
        grow()
      }}
      onkeydown={event => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
        event.preventDefault()
        send()
      }}
    />
  ) as HTMLTextAreaElement

  function send() {
    const text = draft.value.trim()
    if (!text) return
    conversation.send(text)
    draft.value = ''
    grow()
  }

  /** Browsers without `field-sizing` are told how high the text is. */
  function grow() {
    if (CSS.supports('field-sizing', 'content')) return
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight}px`
  }

  watch(() => {
    if (focusWanted.value) queueMicrotask(() => field.focus())
  })

  const empty = () => !draft.value.trim()
  const stops = () => conversation.answering.value && empty()
  return (
    <div class="composer">
      {field}
      <IconButton
        class="act"
        icon={() => (stops() ? 'stop' : 'send')}
        label={() => t(stops() ? 'stop' : 'send')}
        disabled={() => empty() && !stops()}
        onclick={() => (stops() ? conversation.stop() : send())}
      />
    </div>
  )
}
