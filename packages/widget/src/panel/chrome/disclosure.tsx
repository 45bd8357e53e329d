import type { AppProperties } from '../app.ts'
import { safeUrl } from '../markdown/links.ts'

/** Says that an AI answers, where it does, and where the merchant says what becomes of the conversation. */
export function Disclosure({ app: { t, conversation, privacy } }: AppProperties) {
  const href = safeUrl(privacy)
  return (
    <p class="disclosure">
      {() => conversation.handoff.current?.state !== 'with_operator' && t('disclosure')}{' '}
      {href && (
        <a href={href} target="_blank" rel="noopener">
          {() => t('privacy')}
        </a>
      )}
    </p>
  )
}
