import { signal } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { IconButton } from './icon-button.tsx'
import { icons } from './icons.ts'

/** The button that opens what can be done with the conversation as a whole, which is loaded for it. */
export function Menu({ app }: AppProperties) {
  const open = signal(false)
  let place!: HTMLElement
  const bring = () => app.extras.bring().catch(() => {})
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups what a form asks for
    <div
      class="menu"
      role="group"
      ref={element => {
        place = element
      }}
    >
      <IconButton
        icon={icons.more}
        says={() => app.t('menu')}
        aria-expanded={() => String(open.current)}
        onpointerenter={bring}
        onfocus={bring}
        onclick={() => {
          open.current = !open.current
        }}
      />
      {() => open.current && app.extras.read()?.Sheet({ app, open, place })}
    </div>
  )
}
