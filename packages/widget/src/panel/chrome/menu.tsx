import { signal, untracked } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { IconButton } from './icon-button.tsx'
import { icons } from './icons.ts'

/** The button that opens what can be done with the conversation as a whole, which is loaded for it. */
export function Menu({ app }: AppProperties) {
  const open = signal(false)
  let opener: HTMLElement | undefined
  const bring = () => app.extras.bring().catch(() => {})

  function shut() {
    open.current = false
    opener?.focus()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups what a form asks for
    <div
      class="menu"
      role="group"
      onkeydown={event => {
        if (event.key !== 'Escape' || !open.current) return
        event.stopPropagation()
        // Else a close watcher takes the key for the whole panel.
        event.preventDefault()
        shut()
      }}
      onfocusout={({ currentTarget, relatedTarget }) => {
        const left = relatedTarget && !(currentTarget as Node).contains(relatedTarget as Node)
        if (left) open.current = false
      }}
    >
      <IconButton
        icon={icons.more}
        says={() => app.t('menu')}
        aria-expanded={() => String(open.current)}
        ref={button => {
          opener = button
        }}
        onpointerenter={bring}
        onfocus={bring}
        onclick={() => {
          open.current = !open.current
        }}
      />
      {() => {
        // It looks at the conversation, but is not drawn anew when that goes on: only for somebody else.
        const extras = app.newcomers.current >= 0 && open.current && app.extras.read()
        return extras && untracked(() => extras.Sheet({ app, shut }))
      }}
    </div>
  )
}
