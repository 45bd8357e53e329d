import type { Adapter } from '@craveva/adapter-kit/adapter'
import { type TelegramSettings, telegramSettings } from './settings.ts'

/** Chats with a bot of the merchant. `apiRoot`: where the Bot API is, an operator's own server perhaps. */
export const createTelegramAdapter = ({
  apiRoot = 'https://api.telegram.org',
}: {
  readonly apiRoot?: string
} = {}): Adapter<TelegramSettings> => ({
  platform: 'telegram',
  title: 'Telegram',
  settings: telegramSettings,
  open: async context => {
    const { openTelegram } = await import('./open-telegram.ts')
    return openTelegram(context, apiRoot)
  },
})
