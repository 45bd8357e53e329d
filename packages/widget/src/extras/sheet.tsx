import { signal } from '../dom/signal.ts'
import type { App } from '../panel/app.ts'
import { Earlier } from './earlier.tsx'
import { MailForm } from './mail-form.tsx'
import { sayFor } from './say.ts'
import { isSoundOn, turnSound } from './sound.ts'

export interface SheetProperties {
  readonly app: App
  /** Closes the sheet and gives the focus back. */
  readonly shut: () => void
}

/** What can be done with the conversation as a whole. Deleting asks first. */
export function Sheet({ app, shut }: SheetProperties) {
  const { t, conversation } = app
  const say = sayFor(app)
  const view = signal<'choices' | 'erase' | 'earlier' | 'mail' | 'failed'>('choices')

  const act = (work: () => unknown) => async () => {
    try {
      await work()
      shut()
    } catch {
      view.value = 'failed'
    }
  }
  const go = (name: ReturnType<typeof view.peek>) => () => {
    view.value = name
  }
  const item = (label: () => string, onclick: () => void, kind?: string) => (
    <button type="button" class={kind} onclick={onclick}>
      {label}
    </button>
  )
  const begun = conversation.entries.value.length > 0

  const views = {
    choices: () => (
      <>
        {conversation.handoff.value?.state !== 'with_operator' &&
          item(
            () => say('person'),
            act(() => conversation.askForPerson(say('person'))),
          )}
        {item(() => t('restart'), act(conversation.restart))}
        {item(() => say('earlier'), go('earlier'))}
        {begun && item(() => say('mail'), go('mail'))}
        {item(
          () => say(isSoundOn() ? 'soundOff' : 'soundOn'),
          act(() => turnSound(!isSoundOn())),
        )}
        {begun && item(() => t('erase'), go('erase'), 'danger')}
      </>
    ),
    erase: () => (
      <>
        <p role="alert">{t('eraseQuestion')}</p>
        {item(() => t('erase'), act(conversation.erase), 'danger')}
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
    <div class="sheet">
      {() => {
        // The first choice of every view takes the focus of the one that is gone.
        queueMicrotask(() => focusFirst(app))
        return views[view.value]()
      }}
    </div>
  )
}

function focusFirst({ launcher }: App) {
  const root = launcher.getRootNode()
  if (root instanceof ShadowRoot) root.querySelector<HTMLElement>('.sheet :is(button, input, [tabindex])')?.focus()
}
