import { signal } from '../dom/signal.ts'
import type { App } from '../panel/app.ts'
import { LineForm } from './line-form.tsx'
import { sayFor } from './say.ts'

/** Sends what the visitor thinks, and asks for the reason where something could be better. */
export function Rating({ app, rating }: { readonly app: App; readonly rating: 'good' | 'bad' }) {
  const say = sayFor(app)
  const state = signal<'asking' | 'done' | 'failed'>(rating === 'bad' ? 'asking' : 'done')
  async function send(reason?: string) {
    try {
      await app.conversation.chat.call('POST', `${app.conversation.path()}/rating`, { rating, reason: reason || undefined })
      if (reason !== undefined) state.current = 'done'
    } catch {
      state.current = 'failed'
    }
  }
  send()
  return () =>
    state.current === 'asking' ? (
      <LineForm app={app} label={() => say('reason')} send={send} input={{ type: 'text', maxlength: 1000 }} />
    ) : (
      <p class="quiet" role="status">
        {() => say(state.current === 'failed' ? 'failed' : 'thanks')}
      </p>
    )
}
