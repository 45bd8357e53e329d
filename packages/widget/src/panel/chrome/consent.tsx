import { watch } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { Kept } from './kept.tsx'

/** Stands in place of the composer until the visitor agrees: before, nothing is asked of the API and nothing is stored. */
export const Consent = ({ app }: AppProperties) => (
  <div class="consent notice">
    <p>{() => app.t('consent')}</p>
    <Kept app={app} />
    <button
      type="button"
      class="action"
      onclick={() => app.consent()}
      ref={button => {
        watch(() => app.focusWanted.current && queueMicrotask(() => button.focus()))
      }}
    >
      {() => app.t('agree')}
    </button>
  </div>
)
