import { randomBytes } from 'node:crypto'
import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import { callPlatform } from '@craveva/adapter-kit/call-platform'
import type { Health } from '@craveva/adapter-kit/health'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { isSameSecret } from '@craveva/adapter-kit/proof'
import type { Update } from 'grammy/types'
import { placement, toPlace } from './address.ts'
import { createApi } from './create-api.ts'
import { createDeliver } from './deliver.ts'
import { startPolling } from './polling.ts'
import type { TelegramSettings } from './settings.ts'
import { type Reader, toEvents } from './to-events.ts'
import { asked } from './to-platform-error.ts'

const listensTo = [
  'message',
  'edited_message',
  'business_connection',
  'business_message',
  'edited_business_message',
  'stopped_message_generation',
  'my_chat_member',
] as const

/** Bytes that the Bot API lets one load. */
const largestFile = 20_000_000

const menu = Object.entries({ start: 'Begin', reset: 'Begin a new conversation', help: 'What I can do' })

/** Signs in with the bot's token, sets the bot up, and listens: by webhook where the address is public, else by asking. */
export async function openTelegram(context: AdapterContext<TelegramSettings>, apiRoot: string): Promise<Connection> {
  const { settings, publicUrl, signal, store } = context
  const token = settings.bot_token ?? ''
  const api = createApi(token, apiRoot, signal)
  const me = await asked(api.getMe())
  const reader: Reader = { me, answersInGroups: settings.answer_in_groups, ownerOf }
  const usesWebhook = settings.mode === 'webhook' || (settings.mode === 'auto' && publicUrl.startsWith('https://'))
  const secret = (await store.get<string>('webhook_secret')) ?? randomBytes(32).toString('base64url')
  await store.set('webhook_secret', secret)
  let problem: string | null = null

  if ((await store.get('menu')) !== token.split(':')[0]) {
    await asked(api.setMyCommands(menu.map(([command, description]) => ({ command, description }))))
    await asked(api.setChatMenuButton({ menu_button: { type: 'commands' } }))
    await store.set('menu', token.split(':')[0])
  }
  if (usesWebhook) await asked(api.setWebhook(publicUrl, { secret_token: secret, allowed_updates: [...listensTo], max_connections: 40 }))
  else await asked(api.deleteWebhook({}))
  const polling = usesWebhook
    ? null
    : startPolling({
        createApi: stop => createApi(token, apiRoot, stop),
        signal,
        store,
        allowed: listensTo,
        take,
        onProblem: words => {
          if (problem !== words) context.changed()
          problem = words
        },
      })

  async function take(update: Update) {
    if (update.business_connection) {
      const { id, user, is_enabled, rights } = update.business_connection
      await store.set(`business:${id}`, is_enabled && rights?.can_reply ? user.id : null)
    }
    for (const event of await toEvents(update, reader)) await context.receive(event)
  }

  async function ownerOf(businessId: string) {
    const known = await store.get<number>(`business:${businessId}`)
    if (known !== null) return known
    const { user } = await asked(api.getBusinessConnection(businessId))
    await store.set(`business:${businessId}`, user.id)
    return user.id
  }

  async function health(): Promise<Health> {
    const bot = await asked(api.getMe())
    const info = await asked(api.getWebhookInfo())
    const facts: Record<string, string> = {
      name: bot.first_name,
      username: `@${bot.username}`,
      link: `https://t.me/${bot.username}`,
      receives: usesWebhook ? `webhook, ${info.pending_update_count} waiting` : 'polling',
      groups: groupsOf(bot, settings.answer_in_groups),
    }
    const wrongHook =
      usesWebhook && info.url !== publicUrl
        ? 'Another program has taken the webhook of this bot. Stop it, then save the deployment again.'
        : null
    const failing =
      usesWebhook && info.last_error_date && info.pending_update_count > 0 ? `Telegram cannot deliver: ${info.last_error_message}` : null
    const message = wrongHook ?? failing ?? problem
    return { state: message ? 'failing' : 'ok', message, facts }
  }

  return {
    health,
    close: async () => polling?.stop(),
    channel: {
      textLimit: 4096,
      pace: settings.streaming === 'off' ? 'whole' : settings.streaming === 'draft' ? 'stream' : 'edit',
      editEveryMs: 1100,
      deliver: createDeliver({
        api,
        streaming: settings.streaming,
        onMoved: (address, to) => context.receive({ kind: 'moved', eventId: `moved ${address} ${to}`, address, to }),
      }),
      typing: {
        everyMs: 4000,
        show: async address => {
          const place = toPlace(address)
          await asked(api.sendChatAction(place.chatId, 'typing', placement(place)))
        },
      },
      load: async (ref, stop) => {
        const { file_path } = await asked(api.getFile(ref))
        const limits = { signal: stop, timeoutMs: 60_000, maxBytes: largestFile }
        const { ok, bytes } = await callPlatform(`${apiRoot}/file/bot${token}/${file_path}`, {}, limits)
        if (!ok) throw new PlatformError('retryable', 'Telegram did not send the file.')
        return { content: new Blob([bytes]) }
      },
    },
    async handle(request) {
      if (request.method !== 'POST') return new Response(null, { status: 405 })
      if (!isSameSecret(request.headers.get('x-telegram-bot-api-secret-token') ?? '', secret)) return new Response(null, { status: 401 })
      const update = (await request.json().catch(() => null)) as Update | null
      if (typeof update?.update_id !== 'number') return new Response(null, { status: 400 })
      await take(update)
      return new Response(null, { status: 200 })
    },
  }
}

function groupsOf(bot: { can_join_groups: boolean; can_read_all_group_messages: boolean }, answers: boolean) {
  if (!answers) return 'not answered'
  if (!bot.can_join_groups) return 'The bot may not join groups; allow it at @BotFather with /setjoingroups.'
  return bot.can_read_all_group_messages
    ? 'answered when mentioned or replied to'
    : 'answered when mentioned or replied to; other messages are hidden from the bot by its privacy mode'
}
