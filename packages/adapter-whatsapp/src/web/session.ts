import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { within } from '@craveva/adapter-kit/host/within'
import type { FromSession, SessionCall, SessionCalls, SessionEvent, SessionStart, ToSession } from './session-wire.ts'

/** A WhatsApp Web session, whatever drives it. Calls fail when it does not answer in time. */
export interface Session {
  call<Name extends keyof SessionCalls>(name: Name, ...input: Parameters<SessionCalls[Name]>): Promise<ReturnType<SessionCalls[Name]>>
  /** Ends it and its browser; the pairing stays. */
  close(): Promise<void>
}

export type StartSession = (start: SessionStart, onEvent: (event: SessionEvent) => void) => Session

/** Milliseconds. Sending a picture over a slow line takes longest. */
const longestCall = 45_000
const longestClose = 4000
/** MB of old space: the library needs some 30, and a leak must not take the machine. */
const heap = 96

/** Runs a session in a process of its own. After `gone` nothing more comes. */
export const startSession: StartSession = (start, onEvent) => {
  const child = fork(program, { execArgv: [`--max-old-space-size=${heap}`, '--max-semi-space-size=2', ...source], serialization: 'json' })
  const calls = new Map<number, PromiseWithResolvers<unknown>>()
  let lastId = 0
  let isOver = false
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))

  const onMessage = (message: FromSession) => {
    if ('event' in message) {
      if (message.event.type === 'gone') over()
      return onEvent(message.event)
    }
    const waiting = calls.get(message.id)
    calls.delete(message.id)
    if ('error' in message) waiting?.reject(new Error(message.error))
    else waiting?.resolve(message.value)
  }
  const over = () => {
    isOver = true
    for (const waiting of calls.values()) waiting.reject(new Error('The session ended.'))
    calls.clear()
  }
  const tellGone = (reason: string) => {
    if (isOver) return
    over()
    onEvent({ type: 'gone', reason, loggedOut: false })
  }
  child.on('message', onMessage)
  child.once('error', error => tellGone(`its process failed: ${error.message}`))
  child.once('exit', code => tellGone(`its process ended with ${code}`))
  const send = (message: ToSession) => child.connected && child.send(message)
  send({ start })

  return {
    async call(name, ...input) {
      if (isOver) throw new Error('The session ended.')
      const id = ++lastId
      const waiting = Promise.withResolvers<unknown>()
      calls.set(id, waiting)
      send({ id, call: name, input } as { id: number } & SessionCall)
      const answer = within(longestCall, waiting.promise as Promise<ReturnType<SessionCalls[typeof name]>>, 'WhatsApp Web did not answer')
      return answer.finally(() => calls.delete(id))
    },
    async close() {
      isOver = true
      if (child.connected) child.disconnect()
      await within(longestClose, ended, 'It did not end').catch(() => child.kill('SIGKILL'))
      await ended
    },
  }
}

/** Beside this file, in the form in which this file runs. */
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const program = fileURLToPath(new URL(`./session-child.${ending}`, import.meta.url))
const source = ending === 'ts' ? ['--conditions=source'] : []
