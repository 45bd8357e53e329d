import type { MessagePart } from '@craveva/contract/parts'
import type { Source } from '../../cards/sources.tsx'
import { computed } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { Parts } from '../parts/parts.tsx'
import type { Entry } from '../store/entry.ts'
import { Dots } from './dots.tsx'
import { MessageFooter } from './message-footer.tsx'
import { dayBetween } from './time.ts'

export interface MessageProperties extends AppProperties {
  readonly entry: Entry
}

/** One message with its parts in their order, and its sources under it. */
export function MessageView({ app, entry }: MessageProperties) {
  const { t, config, language, conversation } = app
  const author = () => (entry.role === 'visitor' ? t('you') : (entry.author ?? config.value?.name ?? ''))
  const before = conversation.entries.peek()[conversation.entries.peek().indexOf(entry) - 1]
  const day = dayBetween(before?.at, entry.at, language.peek())
  const empty = computed(() => entry.state.value === 'writing' && !entry.parts.value.some(isShown))
  const sources = computed(() => entry.parts.value.filter(isSource))
  return (
    <div class={`message ${entry.role}`}>
      {day && <p class="day">{day}</p>}
      <span class={entry.role === 'operator' ? 'quiet' : 'spoken'}>
        {author}
        <span class="spoken">: </span>
      </span>
      <Parts app={app} entry={entry} />
      {() => empty.value && <Dots label={t('writing', { name: author() })} />}
      {() => sources.value.length > 0 && entry.state.value !== 'writing' && app.cards.read()?.Sources({ app, sources: sources.value })}
      <MessageFooter app={app} entry={entry} />
    </div>
  )
}

const isShown = (part: MessagePart) => part.type !== 'citation' && part.type !== 'receipt' && (part.type !== 'text' || part.text !== '')

/** Passages that were found but not used are no sources. */
const isSource = (part: MessagePart): part is Source => part.type === 'receipt' || (part.type === 'citation' && part.used)
