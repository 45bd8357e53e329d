import { secret } from '@craveva/core/crypto/secret-settings'
import { awaitSettings, type Platform } from '@craveva/core/deployments/platform'
import { z } from 'zod'

const settings = z.strictObject({
  bot_token: z
    .string()
    .regex(/^\d{5,20}:[A-Za-z0-9_-]{30,100}$/, 'is not a token as @BotFather gives it, such as 123456:ABC…')
    .optional()
    .meta({ ...secret, description: 'The token that @BotFather gave' }),
  mode: z
    .enum(['webhook', 'polling'])
    .default('webhook')
    .meta({ description: 'How messages arrive; a webhook needs a public address with HTTPS' }),
  answer_in_groups: z.boolean().default(false).meta({ description: 'Whether to answer in groups, when mentioned or replied to' }),
})

/** Chats with a Telegram account of the merchant. */
export const telegramPlatform: Platform<z.output<typeof settings>> = {
  platform: 'telegram',
  kind: 'messaging',
  title: 'Telegram',
  settings,
  status: given =>
    awaitSettings(given, { bot_token: 'the token from @BotFather' }) ?? {
      status: 'pending',
      message: 'All settings are there. Waits for the Telegram channel to sign in.',
    },
}
