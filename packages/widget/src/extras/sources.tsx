import type { Child } from '../dom/jsx.ts'
import type { AppProperties } from '../panel/app.ts'
import { Icon } from '../panel/chrome/icon.tsx'
import { safeUrl } from '../panel/markdown/links.ts'
import { guard } from '../panel/parts/guard.tsx'
import type { Source } from '../panel/parts/is-source.ts'
import { sayFor } from './say.ts'

/** More than these stand behind one line, so that they do not push away what they are the sources of. */
const mostShown = 2

/** What an answer rests on, passages and figures from live sources, each to be opened and read in place. */
export function Sources({ app, sources }: AppProperties & { sources: readonly Source[] }) {
  const title = () => sayFor(app)('sources')
  const rows = sources.map(source =>
    guard(app, source, () =>
      source.type === 'citation' ? <Citation app={app} citation={source} /> : <Receipt app={app} receipt={source} />,
    ),
  )
  return (
    <div class="sources">
      {sources.length > mostShown ? (
        <Opening title={title} note={String(sources.length)}>
          {rows}
        </Opening>
      ) : (
        [<h3 class="quiet">{title}</h3>, rows]
      )}
    </div>
  )
}

function Citation({ app, citation }: AppProperties & { citation: Source & { type: 'citation' } }) {
  const href = safeUrl(citation.url)
  return (
    <Opening title={citation.title} note={citation.heading}>
      <blockquote dir="auto">{citation.excerpt}</blockquote>
      {href && (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {() => sayFor(app)('openSource')}
        </a>
      )}
    </Opening>
  )
}

function Receipt({ app, receipt }: AppProperties & { receipt: Source & { type: 'receipt' } }) {
  const when = new Intl.DateTimeFormat(app.locale.current, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(receipt.read_at))
  return (
    <Opening title={receipt.source_name} note={`${receipt.location} › ${receipt.row_key}`}>
      <dl dir="auto">{Object.entries(receipt.fields).map(([name, value]) => [<dt>{name}</dt>, <dd>{value}</dd>])}</dl>
      <p class="quiet">{() => sayFor(app)('readAt', { when })}</p>
    </Opening>
  )
}

const Opening = ({ title, note, children }: { title: Child; note: string; children: Child }) => (
  <details>
    <summary class="row">
      <span dir="auto">
        <b>{title}</b> <span class="quiet">{note}</span>
      </span>
      <span class="open-mark">
        <Icon path="M6 9l6 6 6-6" />
      </span>
    </summary>
    {children}
  </details>
)
