import type { AppProperties } from '../app.ts'
import { safeUrl } from '../markdown/links.ts'

/** Says that an AI answers, and where the merchant says what becomes of the conversation. */
export function Disclosure({ app: { t, privacy } }: AppProperties) {
  const href = privacy && safeUrl(privacy)
  return (
    <p class="disclosure">
      {() => t('disclosure')}{' '}
      {href && (
        <a href={href} target="_blank" rel="noopener">
          {() => t('privacy')}
        </a>
      )}
    </p>
  )
}
