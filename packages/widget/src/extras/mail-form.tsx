import { signal } from '../dom/signal.ts'
import type { App } from '../panel/app.ts'
import { sayFor } from './say.ts'

/** Asks where the conversation is to be sent. */
export function MailForm({ app }: { readonly app: App }) {
  const { conversation, t } = app
  const say = sayFor(app)
  const state = signal<'asking' | 'mailSent' | 'failed'>('asking')
  const address = (
    <input type="email" required autocomplete="email" aria-label={() => say('mailAddress')} placeholder={() => say('mailAddress')} />
  ) as HTMLInputElement
  async function send(event: Event) {
    event.preventDefault()
    try {
      await conversation.chat.call('POST', `${conversation.path()}/transcript`, { email: address.value.trim() })
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
      <form class="line" onsubmit={send}>
        {address}
        <button type="submit" class="action">
          {() => t('submit')}
        </button>
      </form>
    )
  }
}
