import type { MessageProperties } from '../panel/messages/message.tsx'
import { dayBetween } from './time.ts'

/** The day that a message begins, where it is not that of the one before. */
export function DayLine({ app, entry }: MessageProperties) {
  const entries = app.conversation.entries.peek()
  const before = entries[entries.indexOf(entry) - 1]
  const day = dayBetween(before?.at, entry.at, app.locale.current)
  return day && <p class="day">{day}</p>
}
