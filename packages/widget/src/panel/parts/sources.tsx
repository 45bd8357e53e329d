import type { Citation } from '@craveva/contract/parts'
import type { AppProperties } from '../app.ts'
import { Icon } from '../chrome/icon.tsx'
import { safeUrl } from '../markdown/links.ts'

/** The passages an answer rests on, each to be opened and read in place. */
export function Sources({ app: { t }, citations }: AppProperties & { citations: readonly Citation[] }) {
  return (
    <div class="sources">
      <h3>{() => t('sources')}</h3>
      {citations.map(({ title, heading, excerpt, url }) => {
        const href = url && safeUrl(url)
        return (
          <details>
            <summary>
              <span dir="auto">
                <b>{title}</b> {heading}
              </span>
              <Icon name="chevron" />
            </summary>
            <blockquote dir="auto">{excerpt}</blockquote>
            {href && (
              <a href={href} target="_blank" rel="noopener noreferrer">
                {t('openSource')}
              </a>
            )}
          </details>
        )
      })}
    </div>
  )
}
