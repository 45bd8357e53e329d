import { channelSettings, secret } from '@craveva/adapter-kit/settings'
import { z } from 'zod'

const digits = (what: string) => z.string().regex(/^\d{5,30}$/, `is not ${what}: digits alone`)
const key = z.string().min(8, 'is too short').max(1000)

export const settings = z.strictObject({
  mode: z
    .enum(['cloud', 'web'])
    .default('cloud')
    .meta({ description: 'cloud: the official API of Meta; web: a phone paired by QR code, which WhatsApp may block' }),
  phone_number_id: digits('the id of a phone number').optional().meta({ description: 'From WhatsApp > API setup in the Meta app' }),
  business_account_id: digits('the id of a WhatsApp Business account').optional(),
  access_token: key.optional().meta({ ...secret, description: 'Of a system user, so that it does not expire' }),
  app_secret: key.optional().meta({ ...secret, description: 'Of the Meta app; proves that messages come from Meta' }),
  verify_token: key.optional().meta({ ...secret, description: 'Any text of yours; entered at Meta together with the webhook address' }),
  template: z
    .strictObject({
      name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'is not the name of a template'),
      language: z.string().regex(/^[a-z]{2}(_[A-Z]{2})?$/, 'is not a language such as en or en_US'),
    })
    .optional()
    .meta({
      description:
        'Sent instead of a reply when a person has not written for 24 hours; approved by Meta, with one variable in its body for the reply',
    }),
  accept_risk: z.boolean().default(false).meta({ description: 'For mode web: that WhatsApp does not allow it and may block the number' }),
  phone_number: digits('a phone number with the code of its country')
    .optional()
    .meta({ description: 'For mode web: pairs by a code typed on this phone instead of a QR code' }),
  answer_in_groups: z.boolean().default(false).meta({ description: 'For mode web: whether to answer in groups' }),
  most_per_hour: z.int().min(1).max(1000).default(60).meta({ description: 'For mode web: replies to one chat within an hour' }),
  ...channelSettings,
})
export type Settings = z.output<typeof settings>

const forCloud = {
  phone_number_id: 'the id of the phone number',
  access_token: 'the token of a system user',
  app_secret: 'the secret of the Meta app',
  verify_token: 'the text entered at Meta for the webhook',
} as const

/** Which settings the chosen way still needs, with the words that people know them by. */
export function missing(given: Settings): Record<string, string> {
  if (given.mode === 'web')
    return given.accept_risk ? {} : { accept_risk: 'true: WhatsApp does not allow paired phones for this and may block the number' }
  return Object.fromEntries(Object.entries(forCloud).filter(([name]) => given[name as keyof typeof forCloud] === undefined))
}
