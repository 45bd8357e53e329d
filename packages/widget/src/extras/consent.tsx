import type { App } from '../panel/app.ts'
import { Kept } from './kept.tsx'
import { sayFor } from './say.ts'

/** Stands in place of the composer until the visitor agrees: before, nothing is asked of the API and nothing is stored. */
export function Consent({ app }: { readonly app: App }) {
  const say = sayFor(app)
  return () =>
    say('consent') && (
      <div class="consent">
        <p>{say('consent')}</p>
        <Kept app={app} />
        <button type="button" class="action" onclick={() => app.consent()}>
          {say('agree')}
        </button>
      </div>
    )
}
