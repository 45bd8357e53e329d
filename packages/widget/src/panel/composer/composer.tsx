import { watch } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { IconButton } from '../chrome/icon-button.tsx'

/** The API takes this many characters. */
const maxLength = 8000

const canListen = 'SpeechRecognition' in globalThis || 'webkitSpeechRecognition' in globalThis

/** Where the visitor writes. Enter sends, Shift and Enter makes a line; while an answer is written the button stops it. */
export function Composer({ app }: AppProperties) {
  const { t, config, conversation, draft, files, focusWanted, extras } = app
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
        conversation.tellTyping()
      }}
      onkeydown={event => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
        event.preventDefault()
        send()
      }}
    />
  ) as HTMLTextAreaElement

  const parts = () => files.value.flatMap(({ part }) => part.value ?? [])
  const empty = () => !draft.value.trim() && !parts().length
  const waiting = () => files.value.some(({ part, problem }) => !part.value && !problem.value)
  const stops = () => conversation.answering.value && empty()

  function send() {
    if (empty() || waiting()) return
    conversation.send(
      draft.value.trim() ||
        parts()
          .map(({ name }) => name)
          .join(', '),
      parts(),
    )
    draft.value = ''
    files.value = []
  }

  // Browsers without `field-sizing` are told how high the text is.
  if (!CSS.supports('field-sizing', 'content')) {
    watch(() => {
      draft.value
      field.style.height = 'auto'
      field.style.height = `${field.scrollHeight}px`
    })
  }
  watch(() => {
    if (focusWanted.value) queueMicrotask(() => field.focus())
  })

  return (
    <>
      {() => files.value.length > 0 && extras.read()?.Attachments({ app })}
      <div class="composer" part="composer">
        {() =>
          config.value?.ui_settings.attachments !== false && (
            <IconButton icon="attach" label={() => t('attach')} onclick={async () => (await extras.bring()).pickFiles(app)} />
          )
        }
        {field}
        {canListen && (
          <IconButton
            icon="speak"
            label={() => t('speak')}
            aria-pressed={() => String(app.dictating.value)}
            onclick={async () => (await extras.bring()).dictate(app)}
          />
        )}
        <IconButton
          class="act"
          icon={() => (stops() ? 'stop' : 'send')}
          label={() => t(stops() ? 'stop' : 'send')}
          disabled={() => (empty() || waiting()) && !stops()}
          onclick={() => (stops() ? conversation.stop() : send())}
        />
      </div>
    </>
  )
}
