import type { MessagePart } from '@craveva/contract/parts'
import { type Step, say } from './fake-api.ts'
import { sampleParts } from './sample-parts.ts'

const kept = new Set(['type', 'kind', 'state', 'purpose', 'placed_at', 'read_at'])

const withPicture = (part: MessagePart): MessagePart => (part.type === 'product' ? { ...part, image: 'x' } : part)

/** Puts the payload into every text of a part, and keeps what decides how it is drawn. */
function infect<T>(value: T, payload: string, key = ''): T {
  if (typeof value === 'string') return (kept.has(key) ? value : payload) as T
  if (Array.isArray(value)) return value.map(each => infect(each, payload, key)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [key === 'fields' ? payload : name, infect(each, payload, name)]),
  ) as T
}

/** An answer with the payload in its text and in every text of every part that there is. */
export const infected = (payload: string): Step[] => [
  ...say(payload),
  ...(sampleParts.map(part => infect(withPicture(part), payload)) as Step[]),
]
