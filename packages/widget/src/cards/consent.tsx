import type { AppProperties } from '../panel/app.ts'

/** Stands in place of the composer until the visitor agrees: before, nothing is asked of the API and nothing is stored. */
export const Consent = ({ app: { t, consent } }: AppProperties) => (
  <div class="consent">
    <p>{() => t('consent')}</p>
    <button type="button" class="action" onclick={() => consent()}>
      {() => t('agree')}
    </button>
  </div>
)
