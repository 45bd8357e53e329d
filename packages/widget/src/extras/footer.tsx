import { IconButton } from '../panel/chrome/icon-button.tsx'
import type { MessageProperties } from '../panel/messages/message.tsx'
import { textOf } from '../panel/store/entry.ts'
import { CopyButton } from './copy-button.tsx'
import { Rating } from './rating.tsx'
import { sayFor } from './say.ts'
import { timeOfDay } from './time.ts'

const icons = {
  good: 'M7 11v9H4v-9zl4-8q4 0 2 6h6q2 0 2 2l-2 9H7',
  bad: 'M7 13V4H4v9zl4 8q4 0 2-6h6q2 0 2-2l-2-9H7',
} as const

/** What was said within this many milliseconds was said just now: the time need not be told, and the browser need not learn to write it. */
const recent = 60_000

/** What became of a message; or when it was said, and what can be done with it. */
export const Footer = (properties: MessageProperties) => [
  <div class="meta">{() => stateOf(properties) ?? <Actions {...properties} />}</div>,
  () => properties.entry.rating.current && <Rating app={properties.app} rating={properties.entry.rating.current} />,
]

/** What is to be said of a message that is not complete. */
function stateOf({ app, entry }: MessageProperties) {
  const say = sayFor(app)
  switch (entry.state.current) {
    case 'queued':
      return say('queued')
    case 'sending':
      return say('sending')
    case 'stopped':
      return say('stopped')
    default:
      return undefined
  }
}

/** To copy and rate an answer, to change one's own message and send it again. */
const Actions = (properties: MessageProperties) => [
  Date.now() - properties.entry.at > recent && <Time {...properties} />,
  <Buttons {...properties} />,
]

const Time = ({ app, entry }: MessageProperties) => (
  <time datetime={new Date(entry.at).toISOString()}>{() => timeOfDay(entry.at, app.locale.current)}</time>
)

function Buttons({ app, entry }: MessageProperties) {
  const { draft, focusWanted } = app
  const say = sayFor(app)
  if (entry.role === 'visitor') {
    return (
      <IconButton
        class="icon small edit"
        icon="M4 20h4L19 9l-4-4L4 16z"
        says={() => say('edit')}
        onclick={() => {
          draft.current = textOf(entry.parts.current)
          focusWanted.current++
        }}
      />
    )
  }
  if (!textOf(entry.parts.current)) return null
  const rate = (rating: 'good' | 'bad') => (
    <IconButton
      class="icon small rate"
      icon={icons[rating]}
      says={() => say(rating === 'good' ? 'good' : 'bad')}
      aria-pressed={() => String(entry.rating.current === rating)}
      onclick={() => {
        entry.rating.current = rating
      }}
    />
  )
  // Without https there is no clipboard.
  return [navigator.clipboard && <CopyButton app={app} entry={entry} />, entry.role === 'agent' && (['good', 'bad'] as const).map(rate)]
}
