import type { AppProperties } from '../panel/app.ts'
import { sayFor } from './say.ts'

/** Whether the operator who answers is there, where that is known. */
export function Presence({ app }: AppProperties) {
  const say = sayFor(app)
  const { present, isOnline } = app.conversation
  return () => {
    const there = present.current
    return (
      there !== null &&
      isOnline.current && [' ', <span class={there ? 'presence here' : 'presence'}>{say(there ? 'online' : 'away')}</span>]
    )
  }
}
