import type { Adapter } from '@craveva/adapter-kit/adapter'
import { type TelegramSettings, telegramSettings } from './settings.ts'

export interface TelegramOptions {
  /** Where the Bot API is: an operator's own server; Telegram's unless given. */
  readonly apiRoot?: string
}

/** Chats with a bot of the merchant. */
export const createTelegramAdapter = ({ apiRoot = 'https://api.telegram.org' }: TelegramOptions = {}): Adapter<TelegramSettings> => ({
  platform: 'telegram',
  title: 'Telegram',
  settings: telegramSettings,
  open: async context => {
    const { openTelegram } = await import('./open-telegram.ts')
    return openTelegram(context, apiRoot)
  },
})
