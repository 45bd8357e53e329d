import { signal } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { IconButton } from './icon-button.tsx'

/** What can be done with the conversation as a whole. Deleting asks first. */
export function Menu({ app }: AppProperties) {
  const { t, conversation } = app
  const state = signal<'shut' | 'open' | 'asking' | 'failed'>('shut')
  let opener: HTMLElement | undefined

  function shut() {
    state.value = 'shut'
    opener?.focus()
  }
  const act = (work: () => unknown) => async () => {
    try {
      await work()
      shut()
    } catch {
      state.value = 'failed'
    }
  }

  const item = (label: Parameters<typeof t>[0], onclick: () => void, kind?: string) => (
    <button type="button" class={kind} onclick={onclick} ref={button => label === 'cancel' && queueMicrotask(() => button.focus())}>
      {t(label)}
    </button>
  )
  const choices = () => (
    <>
      {item('restart', act(conversation.restart))}
      {item(
        'erase',
        () => {
          state.value = 'asking'
        },
        'danger',
      )}
    </>
  )
  const question = () => (
    <>
      <p role="alert">{t(state.value === 'failed' ? 'eraseFailed' : 'eraseQuestion')}</p>
      {item('erase', act(conversation.erase), 'danger')}
      {item('cancel', shut)}
    </>
  )

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups what a form asks for
    <div
      class="menu"
      role="group"
      onkeydown={event => {
        if (event.key !== 'Escape' || state.value === 'shut') return
        event.stopPropagation()
        // Else a close watcher takes the key for the whole panel.
        event.preventDefault()
        shut()
      }}
      onfocusout={({ currentTarget, relatedTarget }) => {
        const left = relatedTarget instanceof Node && currentTarget instanceof Node && !currentTarget.contains(relatedTarget)
        if (left) state.value = 'shut'
      }}
    >
      <IconButton
        icon="more"
        label={() => t('menu')}
        aria-expanded={() => String(state.value !== 'shut')}
        ref={button => {
          opener = button
        }}
        onclick={() => {
          state.value = state.value === 'shut' ? 'open' : 'shut'
        }}
      />
      {() => state.value !== 'shut' && <div class="sheet">{state.value === 'open' ? choices() : question()}</div>}
    </div>
  )
}
