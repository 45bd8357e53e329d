import type { App } from '../panel/app.ts'
import { isWithin } from './is-within.ts'

/** Says that no person can be reached now, when that is so. */
export function ClosedNote({ app }: { readonly app: App }) {
  const hours = app.agentConfig.current?.ui_settings.hours
  if (!hours || isWithin(hours, new Date())) return null
  return (
    <p class="notice" role="status" dir="auto">
      {hours.closed_text}
    </p>
  )
}
