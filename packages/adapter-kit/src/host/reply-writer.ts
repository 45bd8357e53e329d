import type { Delivery } from '@craveva/contract/adapters'
import type { Channel, MessageIds } from '../channel.ts'
import { PlatformError } from '../platform-error.ts'
import type { Reply, ReplyFile } from '../reply.ts'
import type { Content } from './message-content.ts'
import { type Progress, toProgress } from './progress.ts'
import { cutText } from './split-text.ts'

interface Needs {
  readonly channel: Channel
  /** Sends one piece and answers its ids. */
  readonly send: (reply: Reply, previous: MessageIds | undefined) => Promise<MessageIds>
  /** Told whenever something more was sent. */
  readonly onProgress: (progress: Progress) => Promise<void>
  readonly loadFile: (fileId: string) => Promise<Blob>
}

/** Writes one delivery to a platform, piece by piece; a piece that fails can be tried again by calling the same again. */
export function createReplyWriter({ channel, send, onProgress, loadFile }: Needs, delivery: Delivery) {
  const sent: string[][] = toProgress(delivery.message_ids).map(ids => [...ids])
  /** Pieces that stay as they are; of the last one some may still have to be sent. */
  let settled = Math.max(0, sent.length - 1)
  /** What of the text the settled pieces stand for, once the text is known. */
  let place: { index: number; offset: number; prefix: string } = { index: 0, offset: 0, prefix: '' }
  let shown = ''

  async function write(index: number, text: string, isFinal: boolean, last: Content | null) {
    const reply: Reply = {
      id: `${delivery.delivery_id}.${index}`,
      text,
      isFinal,
      products: last?.products ?? [],
      orders: last?.orders ?? [],
      files: last?.files.map(file => toReplyFile(file, loadFile)) ?? [],
      from: delivery.message?.role === 'operator' || delivery.message?.role === 'system' ? delivery.message.role : 'agent',
      authorName: delivery.message?.author_name ?? null,
      replyTo: index === 0 ? delivery.reply_to : null,
    }
    const previous = sent[index]
    try {
      const ids = await send(reply, previous && previous.length > 0 ? previous : undefined)
      if (isFinal) settled = Math.max(settled, index + 1)
      await note(index, ids)
    } catch (error) {
      // The next attempt goes on from there.
      if (error instanceof PlatformError && error.sent.length > 0) await note(index, error.sent)
      throw error
    }
  }

  async function note(index: number, ids: readonly string[]) {
    const isNews = ids.length > 0 && ids.join() !== sent[index]?.join()
    sent[index] = [...ids]
    if (isNews) await onProgress(sent)
  }

  /** Sends the pieces of a text that are complete, and gives what is left for the last one. */
  async function writeFull(text: string) {
    let { index, offset, prefix } = place
    for (;;) {
      const rest = prefix + text.slice(offset)
      if (rest.length <= channel.textLimit) break
      const { piece, used, reopen } = cutText(rest, channel.textLimit)
      if (index >= settled) await write(index, piece, true, null)
      offset += Math.max(1, used - prefix.length)
      prefix = reopen
      index++
      place = { index, offset, prefix }
      shown = ''
    }
    return { index, rest: (prefix + text.slice(offset)).trim() }
  }

  return {
    /** Shows what there is of a text that is still growing. */
    async grow(text: string) {
      const { index, rest } = await writeFull(text)
      if (rest === '' || rest === shown || index < settled) return
      await write(index, rest, false, null)
      shown = rest
    },
    /** Sends what is left of the whole. Nothing is sent when there is nothing to say. */
    async finish(content: Content) {
      const { index, rest } = await writeFull(content.text)
      const hasMore = content.products.length + content.orders.length + content.files.length > 0
      if (index < settled || (rest === '' && !hasMore)) return
      await write(index, rest, true, content)
    },
    get progress(): Progress {
      return sent
    },
  }
}

function toReplyFile(file: Content['files'][number], loadFile: Needs['loadFile']): ReplyFile {
  return { name: file.name, mediaType: file.media_type, size: file.size, load: () => loadFile(file.file_id) }
}

export type ReplyWriter = ReturnType<typeof createReplyWriter>
