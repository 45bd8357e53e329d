import type { Address, Channel } from '@craveva/adapter-kit/channel'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import type { Reply, ReplyFile } from '@craveva/adapter-kit/reply'
import type { Settings } from '../settings.ts'
import { whatsappText } from '../text/whatsapp-text.ts'
import type { Graph } from './graph.ts'
import { GraphError, windowClosed } from './graph-error.ts'
import { outgoingMessage } from './outgoing-message.ts'
import type { ServiceWindow } from './service-window.ts'

const maxFileBytes = 25_000_000
/** Meta shows typing for 25 s. */
const typingMs = 20_000
/** Characters a variable of a template takes. */
const templateText = 1000

export function cloudChannel(graph: Graph, settings: Settings, window: ServiceWindow): Channel {
  const messages = `${settings.phone_number_id}/messages`
  const send = async (address: Address, message: Record<string, unknown>, reply: Reply): Promise<string> => {
    const answer = await graph.post(messages, {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...receiver(address),
      ...message,
      // Comes back with the states of the message, so that one whose answer was lost can be recognised.
      biz_opaque_callback_data: reply.id.slice(0, 512),
    })
    return String((answer.messages as { id: string }[] | undefined)?.[0]?.id ?? '')
  }

  return {
    textLimit: 4096,
    pace: 'whole',
    typing: {
      everyMs: typingMs,
      async show(_, replyTo) {
        if (replyTo)
          await graph.post(messages, {
            messaging_product: 'whatsapp',
            status: 'read',
            message_id: replyTo,
            typing_indicator: { type: 'text' },
          })
      },
    },
    async deliver(address, reply, previous = []) {
      const hasWords = reply.text !== '' || reply.products.length > 0 || reply.orders.length > 0
      const messages = [...(hasWords ? [async () => outgoingMessage(reply)] : []), ...reply.files.map(file => () => upload(file))]
      // Nothing can be changed once it is sent, and a reply comes whole.
      const left = messages.slice(previous.length)
      const ids = [...previous]
      if (left.length === 0) return ids
      if (!(await window.isOpen(address))) return [...ids, await sendTemplate(address, reply)]
      try {
        for (const make of left) ids.push(await send(address, await make(), reply))
        return ids
      } catch (error) {
        if (error instanceof GraphError && error.code === windowClosed && ids.length === 0) return [await sendTemplate(address, reply)]
        throw error instanceof PlatformError ? new PlatformError(error.kind, error.message, { ...error, sent: ids }) : error
      }
    },
    async load(ref) {
      const { url } = await graph.get(`${encodeURIComponent(ref)}?phone_number_id=${settings.phone_number_id}`)
      return { content: await graph.download(String(url), maxFileBytes) }
    },
  }

  async function sendTemplate(address: Address, reply: Reply): Promise<string> {
    const { template } = settings
    if (!template)
      throw new PlatformError(
        'refused',
        'They have not written for 24 hours: Meta then takes nothing but a template. Set one as `template`.',
      )
    const text = whatsappText(reply.text).replace(/\s+/g, ' ').slice(0, templateText)
    const components = [{ type: 'body', parameters: [{ type: 'text', text }] }]
    return send(address, { type: 'template', template: { name: template.name, language: { code: template.language }, components } }, reply)
  }

  async function upload({ name, mediaType, load }: ReplyFile) {
    const form = new FormData()
    form.set('messaging_product', 'whatsapp')
    form.set('type', mediaType)
    form.set('file', new File([await load()], name, { type: mediaType }))
    const { id } = await graph.post(`${settings.phone_number_id}/media`, form)
    const kind = /^(image\/(jpeg|png)|audio\/(aac|mp4|mpeg|amr|ogg)|video\/(mp4|3gpp))$/.test(mediaType)
      ? (mediaType.split('/')[0] ?? '')
      : 'document'
    return { type: kind, [kind]: kind === 'document' ? { id, filename: name } : { id } }
  }
}

/** A business-scoped id such as `US.1349…`, or a number. */
const receiver = (address: Address) => (/^[A-Z]{2}\./.test(address) ? { recipient: address } : { to: address })
