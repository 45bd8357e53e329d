import { signal } from '../dom/signal.ts'
import type { App } from '../panel/app.ts'
import { LineForm } from './line-form.tsx'
import { sayFor } from './say.ts'

/** Asks where the conversation is to be sent. */
export function MailForm({ app }: { readonly app: App }) {
  const { conversation } = app
  const say = sayFor(app)
  const state = signal<'asking' | 'mailSent' | 'failed'>('asking')
  async function send(email: string) {
    try {
      await conversation.chat.call('POST', `${conversation.path()}/transcript`, { email })
      state.current = 'mailSent'
    } catch {
      state.current = 'failed'
    }
  }
  return () => {
    const now = state.current
    if (now !== 'asking') {
      return (
        <p role="status" tabindex="-1" ref={line => queueMicrotask(() => line.focus())}>
          {() => say(now === 'failed' ? 'failed' : 'mailSent')}
        </p>
      )
    }
    return (
      <LineForm app={app} label={() => say('mailAddress')} send={send} input={{ type: 'email', required: true, autocomplete: 'email' }} />
    )
  }
}
