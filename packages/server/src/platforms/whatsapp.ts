import { secret } from '@craveva/core/crypto/secret-settings'
import { awaitSettings, type Platform } from '@craveva/core/deployments/platform'
import { z } from 'zod'

const digits = (what: string) => z.string().regex(/^\d{5,30}$/, `is not ${what}: digits alone`)
const key = z.string().min(8, 'is too short').max(1000)

const settings = z.strictObject({
  mode: z
    .enum(['cloud', 'web'])
    .default('cloud')
    .meta({ description: 'cloud: the official API of Meta; web: a phone paired by QR code, which WhatsApp may block' }),
  phone_number_id: digits('the id of a phone number').optional().meta({ description: 'From WhatsApp > API setup in the Meta app' }),
  business_account_id: digits('the id of a WhatsApp Business account').optional(),
  access_token: key.optional().meta({ ...secret, description: 'Of a system user, so that it does not expire' }),
  app_secret: key.optional().meta({ ...secret, description: 'Of the Meta app; proves that messages come from Meta' }),
  verify_token: key.optional().meta({ ...secret, description: 'Any text of yours; entered at Meta together with the webhook address' }),
  accept_risk: z.boolean().default(false).meta({ description: 'For mode web: that WhatsApp does not allow it and may block the number' }),
})

const needed = {
  phone_number_id: 'the id of the phone number',
  access_token: 'the token of a system user',
  app_secret: 'the secret of the Meta app',
  verify_token: 'the text entered at Meta for the webhook',
}

/** Chats with a WhatsApp number of the merchant. */
export const whatsappPlatform: Platform<z.output<typeof settings>> = {
  platform: 'whatsapp',
  kind: 'messaging',
  title: 'WhatsApp',
  settings,
  status(given) {
    if (given.mode === 'cloud')
      return (
        awaitSettings(given, needed) ?? { status: 'pending', message: 'All settings are there. Waits for the WhatsApp channel to sign in.' }
      )
    if (!given.accept_risk)
      return {
        status: 'pending',
        message: 'Waits for: accept_risk (WhatsApp does not allow paired phones for this and may block the number).',
      }
    return { status: 'pending', message: 'Waits for the WhatsApp channel to show a QR code to scan.' }
  },
}
