import { createHash } from 'node:crypto'
import type { Address, Channel, MessageIds } from '@craveva/adapter-kit/channel'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import type { OrderPart, ProductPart, Reply } from '@craveva/adapter-kit/reply'
import { type Api, GrammyError, InputFile } from 'grammy'
import { type Place, placement, toAddress, toPlace } from './address.ts'
import { toHtml } from './to-html.ts'
import { asked, toPlatformError } from './to-platform-error.ts'

interface Needs {
  readonly api: Api
  readonly streaming: 'edit' | 'draft' | 'off'
  /** A group has become another one. */
  readonly onMoved: (address: Address, to: Address) => Promise<void>
}

const mostProducts = 5

/** How replies go to Telegram: rich where the server knows that, else as HTML, else plain; drafts where they are wanted and can be. */
export function createDeliver({ api, streaming, onMoved }: Needs): Channel['deliver'] {
  let knowsRich = true
  const withoutDrafts = new Set<number>()

  /** Sends or edits a final text in the first of its forms that Telegram takes. */
  async function writeText(place: Place, text: string, previous: number | null, other: object): Promise<number> {
    const forms: (() => Promise<{ message_id: number } | boolean>)[] = [
      ...(knowsRich
        ? [
            () =>
              previous
                ? api.editMessageText(place.chatId, previous, { markdown: text }, placement(place))
                : api.sendRichMessage(place.chatId, { markdown: text }, { ...placement(place), ...other }),
          ]
        : []),
      () => write(toHtml(text), { parse_mode: 'HTML' }),
      () => write(text, {}),
    ]
    const write = (words: string, style: { parse_mode?: 'HTML' }) =>
      previous
        ? api.editMessageText(place.chatId, previous, words, { ...placement(place), ...style })
        : api.sendMessage(place.chatId, words, { ...placement(place), ...style, ...other })
    for (const [index, form] of forms.entries()) {
      try {
        const sent = await form()
        return typeof sent === 'object' ? sent.message_id : (previous ?? 0)
      } catch (error) {
        if (isUnchanged(error) && previous) return previous
        if (previous && isGone(error)) return writeText(place, text, null, other)
        const isForm =
          error instanceof GrammyError && (error.error_code === 400 || error.error_code === 404) && !error.parameters.migrate_to_chat_id
        if (error instanceof GrammyError && error.error_code === 404 && index === 0) knowsRich = false
        if (!isForm || index === forms.length - 1) throw error
      }
    }
    throw new PlatformError('refused', 'Telegram takes this in no form.')
  }

  async function showGrowing(place: Place, reply: Reply, previous: MessageIds): Promise<MessageIds> {
    if (streaming === 'draft') {
      if (place.chatId < 0 || place.businessId || withoutDrafts.has(place.chatId)) return previous
      try {
        await api.sendMessageDraft(place.chatId, draftId(reply.id), reply.text, { ...placement(place), can_stop: true })
      } catch (error) {
        if (error instanceof GrammyError && error.error_code === 400) withoutDrafts.add(place.chatId)
        else throw error
      }
      return previous
    }
    const [first] = previous
    if (!first) {
      const sent = await api.sendMessage(place.chatId, reply.text, { ...placement(place), ...replyTo(place, reply) })
      return [String(sent.message_id)]
    }
    await api.editMessageText(place.chatId, Number(first), reply.text, placement(place)).catch(error => {
      if (!isUnchanged(error)) throw error
    })
    return previous
  }

  /** How each thing of a reply is sent, in order. */
  const things = (place: Place, { products, orders, files }: Reply): (() => Promise<{ message_id: number }>)[] => [
    ...products.slice(0, mostProducts).map(product => () => sendProduct(api, place, product)),
    ...orders.map(order => () => api.sendMessage(place.chatId, orderLines(order), placement(place))),
    ...files.map(file => async () => {
      const document = new InputFile(new Uint8Array(await (await file.load()).arrayBuffer()), file.name)
      return api.sendDocument(place.chatId, document, placement(place))
    }),
  ]

  const deliver: Channel['deliver'] = async (address, reply, previous = []) => {
    const place = toPlace(address)
    const sent: string[] = []
    try {
      if (!reply.isFinal) return await showGrowing(place, reply, previous)
      const before = [...previous]
      if (reply.text !== '')
        sent.push(String(await writeText(place, reply.text, Number(before.shift() ?? 0) || null, replyTo(place, reply))))
      sent.push(...before)
      for (const send of things(place, reply).slice(before.length)) sent.push(String((await send()).message_id))
      return sent
    } catch (error) {
      const movedTo = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined
      if (movedTo && movedTo !== place.chatId) {
        const to = toAddress({ ...place, chatId: movedTo })
        await onMoved(address, to)
        return deliver(to, reply)
      }
      const told = toPlatformError(error)
      throw new PlatformError(told.kind, told.message, { retryAfterMs: told.retryAfterMs, sent, cause: error })
    }
  }
  return deliver
}

/** In groups it is to be seen whom an answer is for. */
const replyTo = ({ chatId }: Place, reply: Reply) =>
  chatId < 0 && reply.replyTo ? { reply_parameters: { message_id: Number(reply.replyTo), allow_sending_without_reply: true } } : {}

function sendProduct(api: Api, place: Place, { title, price, currency, url, image, action }: ProductPart) {
  const caption = [title, price === null ? null : `${price} ${currency ?? ''}`.trim()].filter(Boolean).join('\n').slice(0, 1024)
  const link = action?.url ?? url
  const isLink = link?.startsWith('https://') || link?.startsWith('http://')
  const buttons = link && isLink ? { reply_markup: { inline_keyboard: [[{ text: action?.label ?? title.slice(0, 40), url: link }]] } } : {}
  const other = { ...placement(place), ...buttons }
  const plain = () => api.sendMessage(place.chatId, caption, other)
  if (!image?.startsWith('https://')) return asked(plain())
  return asked(
    api.sendPhoto(place.chatId, image, { caption, ...other }).catch(error => {
      if (error instanceof GrammyError && error.error_code === 400) return plain()
      throw error
    }),
  )
}

const orderLines = ({ number, status, tracking }: OrderPart) =>
  [`${number}: ${status}`, ...tracking.map(({ carrier, number: parcel, url }) => [carrier, parcel, url].filter(Boolean).join(' '))].join(
    '\n',
  )

const isUnchanged = (error: unknown) => error instanceof GrammyError && /message is not modified/.test(error.description)
const isGone = (error: unknown) =>
  error instanceof GrammyError && /message to edit not found|message can't be edited/.test(error.description)

/** The same for all that belongs to one reply, and never 0. */
const draftId = (replyId: string) => (createHash('sha256').update(replyId).digest().readUInt32BE(0) >>> 1) + 1
