import { channelSettings, needed, secret } from '@craveva/adapter-kit/settings'
import { z } from 'zod'

export const telegramSettings = z.strictObject({
  bot_token: z
    .string()
    .regex(/^\d{5,20}:[A-Za-z0-9_-]{30,100}$/, 'is not a token as @BotFather gives it, such as 123456:ABC…')
    .optional()
    .meta({ ...secret, ...needed('the token from @BotFather'), description: 'The token that @BotFather gave' }),
  mode: z
    .enum(['auto', 'webhook', 'polling'])
    .default('auto')
    .meta({ description: 'How messages arrive; a webhook needs a public address with HTTPS, and auto takes it where there is one' }),
  streaming: z.enum(['edit', 'draft', 'off']).default('edit').meta({
    description: 'How an answer is shown while it is written: edited, as a draft with a Stop button (private chats), or not at all',
  }),
  answer_in_groups: z.boolean().default(false).meta({ description: 'Whether to answer in groups, when mentioned or replied to' }),
  ...channelSettings,
})

export type TelegramSettings = z.output<typeof telegramSettings>
