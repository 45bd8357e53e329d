import type { InboundEvent, InboundFile, Sender } from '@craveva/adapter-kit/inbound-event'
import type { Message, Update, User } from 'grammy/types'
import { toAddress } from './address.ts'

/** What it takes to understand an update. */
export interface Reader {
  readonly me: { readonly id: number; readonly username: string }
  readonly answersInGroups: boolean
  /** The merchant, whose chats a business connection is about. */
  ownerOf(businessId: string): Promise<number | null>
}

const commands = ['start', 'reset', 'stop', 'help'] as const

/** What an update tells; nothing where it does not concern us. */
export async function toEvents(update: Update, reader: Reader): Promise<InboundEvent[]> {
  const eventId = `${reader.me.id}.${update.update_id}`
  const message = update.message ?? update.business_message
  const edited = update.edited_message ?? update.edited_business_message
  if (message) return readMessage(message, eventId, reader)
  if (edited) return readEdited(edited, eventId, reader)
  if (update.stopped_message_generation) {
    const { chat } = update.stopped_message_generation
    const address = toAddress({ chatId: chat.id, threadId: null, businessId: null })
    return [{ kind: 'command', eventId, address, name: 'stop', sender: { id: String(chat.id) } }]
  }
  const member = update.my_chat_member
  if (member?.chat.type === 'private') {
    const address = toAddress({ chatId: member.chat.id, threadId: null, businessId: null })
    return [{ kind: 'blocked', eventId, address, blocked: member.new_chat_member.status === 'kicked' }]
  }
  return []
}

const addressOf = (message: Message) =>
  toAddress({
    chatId: message.chat.id,
    threadId: message.is_topic_message ? (message.message_thread_id ?? null) : null,
    businessId: message.business_connection_id ?? null,
  })

async function readMessage(message: Message, eventId: string, reader: Reader): Promise<InboundEvent[]> {
  const address = addressOf(message)
  if (message.migrate_to_chat_id)
    return [{ kind: 'moved', eventId, address, to: toAddress({ chatId: message.migrate_to_chat_id, threadId: null, businessId: null }) }]
  const base = { eventId, address, messageId: String(message.message_id), sentAt: new Date(message.date * 1000) }
  const { from } = message
  if (!from) return []
  const owner = message.business_connection_id ? await reader.ownerOf(message.business_connection_id) : null
  if (owner !== null && from.id === owner) return [{ ...base, kind: 'echo', text: wordsOf(message) }]
  if (from.is_bot) return []
  const command = commandOf(message, reader)
  if (command === 'other') return []
  if (command) return [{ kind: 'command', eventId, address, ...command, sender: toSender(from) }]
  if (message.chat.type !== 'private' && !(reader.answersInGroups && isForUs(message, reader))) return []
  const text = withoutMention(wordsOf(message), reader.me.username)
  const files = filesOf(message)
  if (text === '' && files.length === 0) return []
  const replied = message.reply_to_message
  const quote = message.quote?.text ?? (replied && replied.from?.id !== reader.me.id ? wordsOf(replied) : null)
  return [{ ...base, kind: 'message', text, sender: toSender(from), files, quote: quote || null, order: message.message_id }]
}

async function readEdited(message: Message, eventId: string, reader: Reader): Promise<InboundEvent[]> {
  const owner = message.business_connection_id ? await reader.ownerOf(message.business_connection_id) : null
  const isOurs = !message.from || message.from.is_bot || message.from.id === owner
  if (isOurs || (message.chat.type !== 'private' && !(reader.answersInGroups && isForUs(message, reader)))) return []
  const text = withoutMention(wordsOf(message), reader.me.username)
  const sentAt = new Date((message.edit_date ?? message.date) * 1000)
  return text === '' ? [] : [{ kind: 'edited', eventId, address: addressOf(message), messageId: String(message.message_id), sentAt, text }]
}

/** A command for us with what follows it; `other` for one that is for another bot. */
function commandOf(message: Message, { me }: Reader) {
  const text = message.text ?? ''
  const entity = message.entities?.find(({ type, offset }) => type === 'bot_command' && offset === 0)
  if (!entity) return null
  const [word = '', bot] = text.slice(1, entity.length).split('@')
  if (bot && bot.toLowerCase() !== me.username.toLowerCase()) return 'other'
  const name = commands.find(candidate => candidate === word.toLowerCase())
  return name ? { name, payload: text.slice(entity.length).trim() || null } : null
}

/** In a group: mentioned, or replied to. */
function isForUs(message: Message, { me }: Reader) {
  if (message.reply_to_message?.from?.id === me.id) return true
  const text = message.text ?? message.caption ?? ''
  return [...(message.entities ?? []), ...(message.caption_entities ?? [])].some(entity => {
    if (entity.type === 'text_mention') return entity.user.id === me.id
    return (
      entity.type === 'mention' &&
      text.slice(entity.offset, entity.offset + entity.length).toLowerCase() === `@${me.username.toLowerCase()}`
    )
  })
}

const withoutMention = (text: string, username: string) => text.replace(new RegExp(`@${username}\\b`, 'gi'), '').trim()

function wordsOf(message: Message): string {
  if (message.location) return `${message.location.latitude}, ${message.location.longitude}`
  if (message.contact)
    return [message.contact.first_name, message.contact.last_name, message.contact.phone_number].filter(Boolean).join(' ')
  return message.text ?? message.caption ?? message.sticker?.emoji ?? ''
}

function filesOf(message: Message): InboundFile[] {
  const photo = message.photo?.at(-1)
  if (photo) return [{ ref: photo.file_id, name: 'photo.jpg', mediaType: 'image/jpeg', size: photo.file_size ?? null }]
  const { voice, audio, video, video_note, document } = message
  if (voice) return [{ ref: voice.file_id, name: 'voice.ogg', mediaType: voice.mime_type ?? 'audio/ogg', size: voice.file_size ?? null }]
  const file = audio ?? video ?? document
  if (file) {
    const name = file.file_name ?? (audio ? 'audio.mp3' : video ? 'video.mp4' : 'file')
    return [{ ref: file.file_id, name, mediaType: file.mime_type ?? 'application/octet-stream', size: file.file_size ?? null }]
  }
  return video_note ? [{ ref: video_note.file_id, name: 'video.mp4', mediaType: 'video/mp4', size: video_note.file_size ?? null }] : []
}

const toSender = ({ id, first_name, last_name, username, language_code }: User): Sender => ({
  id: String(id),
  name: [first_name, last_name].filter(Boolean).join(' '),
  username: username ?? null,
  language: language_code ?? null,
})
