import type { Address, Channel, MessageIds } from '@craveva/adapter-kit/channel'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import type { Reply, ReplyFile } from '@craveva/adapter-kit/reply'
import type { Settings } from '../settings.ts'
import { orderLines, productLines } from '../text/card-lines.ts'
import { whatsappText } from '../text/whatsapp-text.ts'
import type { KeptSession } from './keep-session.ts'
import type { WebParts } from './open-web.ts'
import type { Session } from './session.ts'

/** Milliseconds a person would need to begin and to write, so that a number does not look like a machine's. */
const pace = { first: 700, perCharacter: 12, longest: 5000 }
const hourMs = 3600_000
/** WhatsApp shows typing for 25 s. */
const typingMs = 20_000

export function webChannel(kept: KeptSession, { most_per_hour, wait }: Pick<Settings & WebParts, 'most_per_hour' | 'wait'>): Channel {
  const sentAt = new Map<Address, number[]>()
  const session = (): Session => {
    const ready = kept.ready()
    if (!ready) throw new PlatformError('retryable', 'The phone is not connected.', { retryAfterMs: 5000 })
    return ready
  }
  return {
    textLimit: 4096,
    pace: 'whole',
    typing: { everyMs: typingMs, show: async address => void (await session().call('typing', address, true)) },
    async deliver(address, reply, previous = []) {
      const recent = (sentAt.get(address) ?? []).filter(time => time > Date.now() - hourMs)
      const [oldest = Date.now()] = recent
      if (recent.length >= most_per_hour) {
        throw new PlatformError('retryable', `This chat had ${most_per_hour} replies within an hour, which is what its settings allow.`, {
          retryAfterMs: oldest + hourMs - Date.now(),
        })
      }
      const text = textOf(reply)
      await wait(Math.min(pace.first + text.length * pace.perCharacter, pace.longest))
      const ids = await send(session(), address, text, reply, previous)
      sentAt.set(address, [...recent, Date.now()])
      return ids
    },
    async load(ref) {
      const media = await session().call('download', ref)
      if (!media) throw new PlatformError('refused', 'WhatsApp does not have this file any more.')
      return { content: new Blob([Buffer.from(media.base64, 'base64')], { type: media.mediaType }), mediaType: media.mediaType }
    },
  }
}

const textOf = ({ text, products, orders }: Reply) =>
  [whatsappText(text), ...products.map(productLines), ...orders.map(orderLines)].filter(Boolean).join('\n\n')

/** Sends what was not sent before; nothing can be changed once it is. */
async function send(session: Session, address: Address, text: string, { files }: Reply, before: MessageIds): Promise<string[]> {
  const ids = [...before]
  const words = text === '' ? [] : [async () => session.call('send', address, text, null)]
  const sendFile = async ({ name, mediaType, load }: ReplyFile) => {
    const base64 = Buffer.from(await (await load()).arrayBuffer()).toString('base64')
    return session.call('send', address, '', { mediaType, base64, name })
  }
  try {
    for (const sendNext of [...words, ...files.map(file => () => sendFile(file))].slice(before.length)) ids.push(await sendNext())
    return ids
  } catch (error) {
    throw toPlatformError(error as Error, ids)
  }
}

function toPlatformError({ message }: Error, sent: readonly string[]): PlatformError {
  if (/No LID for user|Lid is missing/.test(message))
    return new PlatformError('refused', 'WhatsApp does not find this person any more.', { sent })
  // Whether it went out before the session ended is not known; an echo of it would tell.
  return new PlatformError('uncertain', message, { sent, retryAfterMs: 5000 })
}
