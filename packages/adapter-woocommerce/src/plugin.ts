import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { PluginConnection } from './plugin-zip.ts'
import type { WooApi } from './woo-api.ts'

const told = z.object({ server: z.string(), agent: z.string(), deployment: z.string(), secret_mark: z.string() })

export interface PluginNeeds {
  readonly api: Pick<WooApi, 'isSecure' | 'plugin' | 'frontPage'>
  /** What it is to show. */
  readonly connection: PluginConnection
  /** Of the deployment; null when it has none. */
  readonly identitySecret: string | null
  /** Where it is downloaded. */
  readonly download: string
}

/** Milliseconds for which the front page is believed to be as it was. */
const frontPageMs = 15 * 60_000

/**
 * Looks after the plugin in the shop: gives it the identity secret of the deployment it was downloaded for, unless it would travel in the open. Each
 * look answers what is left for the merchant to do before the chat is on the pages; null when nothing is, or when the shop could not be asked.
 */
export function tendPlugin({ api, connection, identitySecret, download }: PluginNeeds): (signal: AbortSignal) => Promise<string | null> {
  const { server, agent, deployment } = connection
  let lookedAt = Number.NEGATIVE_INFINITY
  let hasSnippet = false

  async function isPasted(signal: AbortSignal): Promise<boolean> {
    if (Date.now() - lookedAt < frontPageMs) return hasSnippet
    const page = await api.frontPage(signal).catch(() => null)
    if (page === null) return hasSnippet
    lookedAt = Date.now()
    hasSnippet = page.includes('/widget.js') && page.includes(agent)
    return hasSnippet
  }

  async function giveSecret(secret: string, signal: AbortSignal): Promise<boolean> {
    const after = await api.plugin('POST', { deployment, identity_secret: secret }, signal).catch(() => null)
    return told.safeParse(after).data?.secret_mark === markOf(secret)
  }

  return async signal => {
    const answer = await api.plugin('GET', null, signal).catch(() => undefined)
    if (answer === undefined) return null
    const plugin = told.safeParse(answer).data
    if (!plugin)
      return (await isPasted(signal))
        ? null
        : `The chat is not on the shop's pages yet: download the plugin from ${download} and upload it under Plugins > Add New > Upload Plugin, or paste the snippet into the pages.`
    if (plugin.server !== server || plugin.agent !== agent || plugin.deployment !== deployment)
      return `The plugin in the shop shows another agent. Enter under Settings > Craveva Chat: server ${server}, agent ${agent}, deployment ${deployment}.`
    if (identitySecret === null || plugin.secret_mark === markOf(identitySecret)) return null
    if (!api.isSecure)
      return 'Customers who are signed in at the shop are not recognised until it has https, as the secret by which the plugin vouches for them is not sent in the open; orders are found by number and e-mail.'
    if (await giveSecret(identitySecret, signal)) return null
    return 'The plugin does not know yet who is signed in: enter the identity secret under Settings > Craveva Chat, or connect with keys that may write.'
  }
}

/** As the plugin makes it. */
export const markOf = (secret: string) => createHmac('sha256', secret).update('craveva-chat').digest('hex').slice(0, 16)
