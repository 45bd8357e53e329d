import { signal } from '../dom/signal.ts'
import { sayFor } from './say.ts'
import { type ChoicesProperties, focusFirst } from './sheet.tsx'

interface Earlier {
  readonly conversation_id: string
  readonly preview: string
  readonly updated_at: string
}

/** The visitor's other conversations; choosing one shows it. */
export function Earlier({ app, shut }: ChoicesProperties) {
  const { conversation, locale } = app
  const say = sayFor(app)
  const found = signal<readonly Earlier[] | null | undefined>(undefined)
  conversation.chat.call<{ conversations: readonly Earlier[] }>('GET', '/conversations').then(
    ({ conversations }) => {
      found.current = conversations.filter(({ conversation_id }) => conversation_id !== conversation.id())
    },
    () => {
      found.current = null
    },
  )
  const day = (iso: string) => new Intl.DateTimeFormat(locale.current, { dateStyle: 'medium' }).format(Date.parse(iso))
  return () => {
    const list = found.current
    if (list === undefined) return null
    queueMicrotask(() => focusFirst(app))
    if (!list?.length)
      return (
        <p role="status" tabindex="-1">
          {() => say(list ? 'noEarlier' : 'failed')}
        </p>
      )
    return list.map(({ conversation_id, preview, updated_at }) => (
      <button
        type="button"
        onclick={() => {
          conversation.goTo(conversation_id)
          shut()
        }}
      >
        <span class="cut" dir="auto">
          {preview}
        </span>{' '}
        <span class="quiet">{day(updated_at)}</span>
      </button>
    ))
  }
}
