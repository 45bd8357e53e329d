import { watch } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { IconButton } from '../chrome/icon-button.tsx'
import { icons } from '../chrome/icons.ts'

const canListen = 'SpeechRecognition' in globalThis || 'webkitSpeechRecognition' in globalThis

/** Where the visitor writes. Enter sends, Shift and Enter makes a line; while an answer is written the button stops it. */
export function Composer({ app }: AppProperties) {
  const { t, agentConfig, conversation, draft, tooLong, files, focusWanted, extras } = app
  const field = (
    <textarea
      rows="1"
      dir={() => draft.current && 'auto'}
      enterkeyhint="send"
      aria-label={() => t('placeholder')}
      placeholder={() => t('placeholder')}
      value={() => draft.current}
      oninput={() => {
        draft.current = field.value
      }}
      onkeydown={event => {
        // With 229 an input method takes the key; Safari says so in no other way.
        if (event.key !== 'Enter' || event.shiftKey || event.keyCode === 229) return
        event.preventDefault()
        send()
      }}
    />
  ) as HTMLTextAreaElement

  const parts = () => files.current.flatMap(({ part }) => part.current ?? [])
  const empty = () => !draft.current.trim() && !parts().length
  const waiting = () => tooLong.current || files.current.some(({ part, problem }) => !part.current && !problem.current)
  const stops = () => conversation.running.current !== null && empty()

  function send() {
    if (empty() || waiting()) return
    conversation.send(
      draft.current.trim() ||
        parts()
          .map(({ name }) => name)
          .join(', '),
      parts(),
    )
    draft.current = ''
    files.current = []
  }

  // What a message needs comes with its first letter.
  watch(() => (draft.current ? extras.read() : extras.peek())?.followDraft(app, field))
  watch(() => {
    if (focusWanted.current) queueMicrotask(() => field.focus())
  })

  return (
    <>
      {() => (tooLong.current || files.current[0]) && extras.read()?.Attachments({ app })}
      <div class="composer" part="composer">
        {() =>
          agentConfig.current?.ui_settings.attachments !== false && (
            <IconButton icon={icons.attach} says={() => t('attach')} onclick={async () => (await extras.bring()).pickFiles(app)} />
          )
        }
        {field}
        {canListen && (
          <IconButton
            icon={icons.speak}
            says={() => t('speak')}
            aria-pressed={() => String(app.dictating.current)}
            onclick={async () => (await extras.bring()).dictate(app)}
          />
        )}
        <IconButton
          class="act"
          icon={() => (stops() ? icons.stop : icons.send)}
          says={() => t(stops() ? 'stop' : 'send')}
          aria-disabled={() => (empty() || waiting()) && !stops() && 'true'}
          onclick={() => (stops() ? conversation.stop() : send())}
        />
      </div>
    </>
  )
}
