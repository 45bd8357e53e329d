import type { MessagePart } from '@craveva/contract/parts'
import { computed } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { isSource } from '../parts/is-source.ts'
import { Parts } from '../parts/parts.tsx'
import type { Entry } from '../store/entry.ts'
import { Dots } from './dots.tsx'
import { MessageFooter } from './message-footer.tsx'

export interface MessageProperties extends AppProperties {
  readonly entry: Entry
}

/** One message with its parts in their order, and its sources under it. */
export function MessageView({ app, entry }: MessageProperties) {
  const { t, agentConfig } = app
  const author = () => (entry.role === 'visitor' ? t('you') : (entry.author ?? agentConfig.current?.name ?? ''))
  const empty = computed(() => entry.state.current === 'writing' && !entry.parts.current.some(isShown))
  // Passages that were found but not used are no sources.
  const sources = computed(() => entry.parts.current.filter(isSource).filter(source => source.type === 'receipt' || source.used))
  return (
    <div class={`message ${entry.role}`}>
      {() => app.extras.read()?.DayLine({ app, entry })}
      <span class={entry.role === 'operator' ? 'quiet by' : 'spoken'}>
        {() => entry.role === 'operator' && app.extras.read()?.Face({ app, name: author() })}
        {author}
        <span class="spoken">: </span>
      </span>
      <Parts app={app} entry={entry} />
      {() => empty.current && <Dots label={t('writing', { name: author() })} />}
      {() =>
        sources.current.length > 0 && entry.state.current !== 'writing' && app.extras.read()?.Sources({ app, sources: sources.current })
      }
      <MessageFooter app={app} entry={entry} />
    </div>
  )
}

const isShown = (part: MessagePart) => !isSource(part) && (part.type !== 'text' || part.text !== '')
