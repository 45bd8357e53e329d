import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { type PlanName, planNames } from '@craveva/contract/billing'
import { origin } from '@craveva/contract/common'
import { toMicro } from '@craveva/core/billing/credits'
import { type EgressRule, parseEgressRule } from '@craveva/core/net/egress-rule'
import { z } from 'zod'
import { makeOne, weaknessOf } from './keys/strong-key.ts'
import { StartError } from './postgres/start-error.ts'

/** Everything the operator decides, read from the environment in this one place. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute path. */
  readonly dataDir: string
  /** Without a trailing slash. */
  readonly publicUrl: string
  /** Null: the PostgreSQL that comes with the program. */
  readonly databaseUrl: string | null
  /** Whether others than this machine reach the server, so that weak secrets must not be. */
  readonly production: boolean
  /** 32 bytes or more; null: generated into the data directory. */
  readonly encryptionKey: Buffer | null
  /** Keys that were, or are to be, `encryptionKey`: they open what they sealed. */
  readonly acceptedKeys: readonly Buffer[]
  readonly trustedProxies: readonly string[]
  readonly consoleOrigins: readonly string[]
  /** Addresses that companies may name although they are not public. */
  readonly egressAllow: readonly EgressRule[]
  /** The plan that companies begin with. */
  readonly planDefault: PlanName
  /** Null: no money moves. `apiBase` is Stripe's own where it is null. */
  readonly stripe: { readonly secretKey: string | null; readonly webhookSecret: string | null; readonly apiBase: string | null }
  /** Micro-credits for a message, by the channel whose platform charges the operator for it. */
  readonly messageFees: Readonly<Record<string, number>>
  /** Keys of the operator with providers of models; null: none. */
  readonly providerKeys: Readonly<Record<'anthropic' | 'google' | 'mistral' | 'bedrock', string | null>>
  /** `embeddingModel` finds passages by their meaning as well; null: by words alone. */
  readonly openai: { readonly apiKey: string | null; readonly baseUrl: string | null; readonly embeddingModel: string | null }
  /** Where mail goes out; null: into files in the data directory. */
  readonly smtpUrl: string | null
  /** A Chromium for WhatsApp by a paired phone; null: one of the usual places. */
  readonly chromiumPath: string | null
  /** An own server of Telegram's Bot API; null: Telegram's. Without a trailing slash. */
  readonly telegramApiRoot: string | null
  /** The operator's app at Shopify, which merchants install from their admin; null: each shop brings an app of its own. */
  readonly shopifyApp: { readonly clientId: string; readonly clientSecret: string } | null
  /** How other servers, and processes of adapters, reach this one; null: at the address that it listens on. */
  readonly internalUrl: string | null
  /** For an adapter that runs apart: where the API is, and the key of its platform. */
  readonly apiUrl: string | null
  readonly serviceKey: string | null
  /** Where limits are counted instead of in the database. */
  readonly redisUrl: string | null
  /** Where Prometheus finds its figures; null: nowhere. */
  readonly metricsPort: number | null
  readonly logLevel: string
}

const url = (protocols: readonly string[]) =>
  z
    .string()
    .refine(
      value => protocols.includes(URL.parse(value)?.protocol ?? ''),
      `must be a URL that begins with ${protocols.map(name => `${name}//`).join(' or ')}`,
    )

const list = z.string().transform(value =>
  value
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== ''),
)

/** Every item of a list must pass; the first that does not is told. */
const listOf = (isGood: (item: string) => boolean, problem: string) =>
  list.superRefine((items, context) => {
    const bad = items.find(item => !isGood(item))
    if (bad !== undefined) context.addIssue({ code: 'custom', message: `has "${bad}", which ${problem}` })
  })

/** An address, a network, or one of the names that Express knows. Everybody is no proxy: they could claim any address. */
function isProxy(item: string) {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(item)) return true
  const [address = '', prefix, ...more] = item.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) > 0 && Number(prefix) <= (version === 4 ? 32 : 128))
}

/** CIDR:port, separated by commas: the operator's exceptions for addresses that companies give us. */
const egressRules = list.transform((items, context) =>
  items.flatMap(item => {
    const rule = parseEgressRule(item)
    if (!rule)
      context.addIssue({ code: 'custom', message: `has "${item}", which is not CIDR:port such as 10.0.0.0/8:5432 or [fd00::/8]:443` })
    return rule ?? []
  }),
)

/** channel=credits, separated by commas: what the operator pays platforms, passed on. */
const messageFees = list.transform((items, context) =>
  Object.fromEntries(
    items.map(item => {
      const [, channel = '', credits = ''] = /^([a-z][a-z0-9_-]*)=(\d{1,6}(?:\.\d{1,6})?)$/.exec(item) ?? []
      if (channel === '') context.addIssue({ code: 'custom', message: `has "${item}", which is not channel=credits such as whatsapp=0.5` })
      return [channel, toMicro(Number(credits))]
    }),
  ),
)

const encryptionKey = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const problem = weaknessOf(text)
    if (problem) context.addIssue({ code: 'custom', message: `${problem}; ${makeOne}` })
  })
  .transform(text => Buffer.from(text, 'base64'))

const port = z.coerce.number('must be a number').int().min(0, 'must be between 0 and 65535').max(65_535, 'must be between 0 and 65535')

const environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./.data'),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  // Where PostgreSQL listens on a Unix socket, its address is no URL to Node.
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'must be a URL that begins with postgres:// or postgresql://')
    .optional(),
  NODE_ENV: z.string().optional(),
  ENCRYPTION_KEY: encryptionKey.optional(),
  ENCRYPTION_KEYS_ACCEPTED: z
    .string()
    .transform(value => value.split(',').map(item => item.trim()))
    .pipe(z.array(encryptionKey))
    .optional(),
  TRUSTED_PROXIES: listOf(isProxy, 'is not an address or network of a proxy, such as 10.0.0.0/8').optional(),
  CONSOLE_ORIGINS: listOf(item => origin.safeParse(item).success, 'is not an origin such as https://console.example').optional(),
  EGRESS_ALLOW: egressRules.optional(),
  PLAN_DEFAULT: z.enum(planNames, `must be one of ${planNames.join(', ')}`).default('enterprise'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_(test|live)_\w+$/, 'must be a secret or restricted key of Stripe, such as sk_live_…')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\S+$/, 'must be the signing secret of the endpoint at Stripe, such as whsec_…')
    .optional(),
  STRIPE_API_BASE: url(['http:', 'https:']).optional(),
  MESSAGE_FEES: messageFees.optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: url(['http:', 'https:']).optional(),
  EMBEDDING_MODEL: z.string().trim().max(200).optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
  GOOGLE_API_KEY: z.string().optional(),
  MISTRAL_API_KEY: z.string().optional(),
  BEDROCK_API_KEY: z.string().optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  METRICS_PORT: port.optional(),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  CHROMIUM_PATH: z.string().optional(),
  TELEGRAM_API_ROOT: url(['http:', 'https:']).optional(),
  SHOPIFY_CLIENT_ID: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'must be the client id of an app at Shopify, which is 32 digits')
    .optional(),
  SHOPIFY_CLIENT_SECRET: z.string().min(16, 'is shorter than the secret of an app at Shopify').max(200).optional(),
  INTERNAL_URL: url(['http:', 'https:']).optional(),
  API_URL: url(['http:', 'https:']).optional(),
  SERVICE_KEY: z.string().startsWith('svc_', 'must be a key that begins with svc_').optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('warn'),
})

/** Reads the configuration. Throws a StartError that names each bad value and says what it must be; empty values count as absent. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const result = environment.safeParse(given)
  if (!result.success) {
    const lines = result.error.issues.map(issue => `  ${issue.path.join('.')} ${issue.message}`)
    throw new StartError('BAD_CONFIGURATION', `The configuration cannot be used:\n${lines.join('\n')}`)
  }
  const values = result.data
  if (values.EMBEDDING_MODEL && !values.OPENAI_API_KEY && !values.OPENAI_BASE_URL)
    throw new StartError(
      'BAD_CONFIGURATION',
      'The configuration cannot be used:\n  EMBEDDING_MODEL needs OPENAI_BASE_URL or OPENAI_API_KEY, where embeddings are asked for',
    )
  if ((values.SHOPIFY_CLIENT_ID === undefined) !== (values.SHOPIFY_CLIENT_SECRET === undefined))
    throw new StartError(
      'BAD_CONFIGURATION',
      'The configuration cannot be used:\n  SHOPIFY_CLIENT_ID and SHOPIFY_CLIENT_SECRET belong together: set both, or neither',
    )
  const publicUrl = (values.PUBLIC_URL ?? localUrl(values.HOST, values.PORT)).replace(/\/+$/, '')
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: resolve(values.DATA_DIR),
    publicUrl,
    production: values.NODE_ENV === 'production' || (values.PUBLIC_URL !== undefined && !isOfThisMachine(new URL(publicUrl).hostname)),
    databaseUrl: values.DATABASE_URL ?? null,
    encryptionKey: values.ENCRYPTION_KEY ?? null,
    acceptedKeys: values.ENCRYPTION_KEYS_ACCEPTED ?? [],
    trustedProxies: values.TRUSTED_PROXIES ?? [],
    consoleOrigins: values.CONSOLE_ORIGINS ?? [],
    egressAllow: values.EGRESS_ALLOW ?? [],
    planDefault: values.PLAN_DEFAULT,
    stripe: {
      secretKey: values.STRIPE_SECRET_KEY ?? null,
      webhookSecret: values.STRIPE_WEBHOOK_SECRET ?? null,
      apiBase: values.STRIPE_API_BASE ?? null,
    },
    messageFees: values.MESSAGE_FEES ?? {},
    providerKeys: {
      anthropic: values.ANTHROPIC_API_KEY ?? null,
      google: values.GOOGLE_API_KEY ?? null,
      mistral: values.MISTRAL_API_KEY ?? null,
      bedrock: values.BEDROCK_API_KEY ?? null,
    },
    openai: {
      apiKey: values.OPENAI_API_KEY ?? null,
      baseUrl: values.OPENAI_BASE_URL ?? null,
      embeddingModel: values.EMBEDDING_MODEL ?? null,
    },
    smtpUrl: values.SMTP_URL ?? null,
    chromiumPath: values.CHROMIUM_PATH ?? null,
    telegramApiRoot: values.TELEGRAM_API_ROOT?.replace(/\/+$/, '') ?? null,
    shopifyApp: values.SHOPIFY_CLIENT_ID ? { clientId: values.SHOPIFY_CLIENT_ID, clientSecret: values.SHOPIFY_CLIENT_SECRET ?? '' } : null,
    internalUrl: values.INTERNAL_URL?.replace(/\/+$/, '') ?? null,
    apiUrl: values.API_URL ?? null,
    serviceKey: values.SERVICE_KEY ?? null,
    redisUrl: values.REDIS_URL ?? null,
    metricsPort: values.METRICS_PORT ?? null,
    logLevel: values.LOG_LEVEL,
  }
}

/** Names that lead to this machine, or by RFC 6761 nowhere. */
const isOfThisMachine = (host: string) => /^(localhost|127(\.\d+){3}|\[::1\]|.+\.(localhost|test|invalid))$/.test(host)

/** How this machine reaches a server that listens on `host`. */
export function localUrl(host: string, port: number) {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}
