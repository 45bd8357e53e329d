import { type Signal, signal, untracked } from '../dom/signal.ts'
import type { App, AppProperties } from '../panel/app.ts'
import { Kept } from '../panel/chrome/kept.tsx'
import { listen } from '../panel/window.ts'
import { Earlier } from './earlier.tsx'
import { MailForm } from './mail-form.tsx'
import { askForPerson } from './operator.ts'
import { sayFor } from './say.ts'
import { isSoundOn, turnSound } from './sound.ts'

interface SheetProperties extends AppProperties {
  readonly open: Signal<boolean>
  /** What holds the button that opened the sheet, and the sheet. */
  readonly place: HTMLElement
}

/** The sheet under the button of the menu, as long as it is open. */
export function Sheet({ app, open, place }: SheetProperties) {
  function shut() {
    open.current = false
    place.querySelector('button')?.focus()
  }
  listen<KeyboardEvent>(place, 'keydown', event => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    // Else a close watcher takes the key for the whole panel.
    event.preventDefault()
    shut()
  })
  listen<FocusEvent>(place, 'focusout', ({ relatedTarget }) => {
    if (relatedTarget && !place.contains(relatedTarget as Node)) open.current = false
  })
  // It looks at the conversation, but is not drawn anew when that goes on: only for somebody else.
  return () => app.newcomers.current >= 0 && untracked(() => <Choices app={app} shut={shut} />)
}

export interface ChoicesProperties extends AppProperties {
  /** Closes the sheet and gives the focus back. */
  readonly shut: () => void
}

/** What can be done with the conversation as a whole. Deleting asks first. */
function Choices({ app, shut }: ChoicesProperties) {
  const { t, conversation } = app
  const say = sayFor(app)
  const view = signal<'choices' | 'erase' | 'earlier' | 'mail' | 'failed'>('choices')

  const act = (work: () => unknown) => async () => {
    try {
      await work()
      shut()
    } catch {
      view.current = 'failed'
    }
  }
  const go = (name: ReturnType<typeof view.peek>) => () => {
    view.current = name
  }
  const item = (label: () => string, onclick: () => void, kind?: string) => (
    <button type="button" class={kind} onclick={onclick}>
      {label}
    </button>
  )
  /** Deletes the conversation for good. */
  async function erase() {
    await conversation.chat.erase(conversation.id())
    conversation.restart()
  }
  const begun = conversation.entries.current.length > 0

  const views = {
    choices: () => (
      <>
        {conversation.handoff.current?.state !== 'with_operator' &&
          item(
            () => say('person'),
            act(() => askForPerson(app, say('person'))),
          )}
        {item(() => say('restart'), act(conversation.restart))}
        {item(() => say('earlier'), go('earlier'))}
        {begun && item(() => say('mail'), go('mail'))}
        {item(
          () => say(isSoundOn() ? 'soundOff' : 'soundOn'),
          act(() => turnSound(!isSoundOn())),
        )}
        {begun && item(() => say('erase'), go('erase'), 'danger')}
        <Kept app={app} />
      </>
    ),
    erase: () => (
      <>
        <p role="alert">{say('eraseQuestion')}</p>
        {item(() => say('erase'), act(erase), 'danger')}
        {item(() => t('cancel'), shut)}
      </>
    ),
    failed: () => (
      <p role="alert" tabindex="-1">
        {say('failed')}
      </p>
    ),
    earlier: () => <Earlier app={app} shut={shut} />,
    mail: () => <MailForm app={app} />,
  }
  return (
    <div class="sheet" tabindex="-1">
      {() => {
        // The first choice of every view takes the focus of the one that is gone; as long as there is none, what is around it.
        queueMicrotask(() => focusFirst(app))
        return views[view.current]()
      }}
    </div>
  )
}

/** Gives the focus to the first thing in the sheet that can have it. */
export function focusFirst({ launcher }: App): void {
  const sheet = (launcher.getRootNode() as ShadowRoot).querySelector<HTMLElement>('.sheet')
  const first = sheet?.querySelector<HTMLElement>('button, input, [tabindex]')
  ;(first ?? sheet)?.focus()
}
