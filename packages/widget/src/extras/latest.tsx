import type { AppProperties } from '../panel/app.ts'
import { IconButton } from '../panel/chrome/icon-button.tsx'
import { keepPlace } from './keep-place.ts'
import { sayFor } from './say.ts'

interface LatestProperties extends AppProperties {
  readonly scroller: Element
  readonly content: HTMLElement
}

/** Leads back to the end of the conversation; while it is shown, what grows there does not push away what is being read. */
export function Latest({ app, scroller, content }: LatestProperties) {
  if (!CSS.supports('overflow-anchor', 'auto')) keepPlace(scroller, content)
  return (
    <IconButton
      class="icon latest"
      icon="M12 5v14m-6-6 6 6 6-6"
      says={() => sayFor(app)('latest')}
      onclick={() => {
        scroller.scrollTop = 0
      }}
    />
  )
}
