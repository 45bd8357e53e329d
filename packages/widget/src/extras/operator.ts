import type { Message } from '@craveva/contract/parts'
import { onEnd } from '../dom/scope.ts'
import { untracked, watch } from '../dom/signal.ts'
import type { App } from '../panel/app.ts'
import { entryOf } from '../panel/store/entry.ts'
import type { Handoff } from '../panel/store/state.ts'
import { follow } from '../panel/window.ts'

/** Typing that is not repeated within this many milliseconds has stopped. */
const typingLasts = 8000

/** Operators are told at most once in this many milliseconds that the visitor is writing. */
const typingPause = 3000

/** Shows what an operator writes as it comes, as long as somebody could see it: until the scope it is called in ends. */
export function followOperator({ conversation }: App): void {
  const visible = follow(document, ['visibilitychange'], () => document.visibilityState === 'visible')
  const { chat, running, isOnline, typing, present, takeAside } = conversation
  let timer: ReturnType<typeof setTimeout> | undefined

  function showTyping(name: string) {
    typing.current = name
    clearTimeout(timer)
    timer = setTimeout(() => {
      typing.current = null
    }, typingLasts)
  }

  async function listen(signal: AbortSignal) {
    try {
      for await (const part of chat.listen(conversation.id(), signal)) {
        if (part.type === 'typing') showTyping(part.name ?? '')
        else if (part.type === 'presence') present.current = part.online
        else if (part.type !== 'finish') takeAside(part)
      }
    } catch (error) {
      if (!signal.aborted) reportError(error)
    }
  }

  onEnd(() => {
    present.current = null
  })
  watch(() => {
    if (running.current || !visible.current || !isOnline.current) return
    const controller = new AbortController()
    onEnd(() => controller.abort())
    untracked(() => listen(controller.signal))
  })
}

let typingTold = 0

/** Tells the operator that the visitor is writing, now and then. */
export function tellTyping({ conversation }: App): void {
  if (conversation.handoff.peek()?.state !== 'with_operator' || Date.now() - typingTold < typingPause) return
  typingTold = Date.now()
  conversation.chat.call('POST', `${conversation.path()}/typing`, {}).catch(() => {})
}

/** Asks for a person to answer here. Without a conversation, by beginning one. */
export async function askForPerson({ conversation }: App, words: string): Promise<void> {
  if (!conversation.id()) return conversation.send(words)
  const { handoff, message } = await conversation.chat.call<{ handoff: Omit<Handoff, 'type'>; message: Message }>(
    'POST',
    `${conversation.path()}/hand-off`,
    {},
  )
  conversation.show(entryOf(message))
  conversation.handoff.current = { type: 'handoff', ...handoff }
}
