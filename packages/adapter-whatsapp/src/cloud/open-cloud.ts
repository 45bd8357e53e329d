import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import type { Health } from '@craveva/adapter-kit/health'
import { createChatAddresses } from '../chat-addresses.ts'
import type { Settings } from '../settings.ts'
import type { WhatsappOptions } from '../whatsapp-adapter.ts'
import { createBill } from './bill.ts'
import { cloudChannel } from './cloud-channel.ts'
import { createGraph, type Graph } from './graph.ts'
import { GraphError } from './graph-error.ts'
import { receiveWebhook } from './receive-webhook.ts'
import { createWindow } from './service-window.ts'

/** A number of Meta's Cloud API. */
export function openCloud(context: AdapterContext<Settings>, options: WhatsappOptions): Connection {
  const { settings, store, signal } = context
  const number = settings.phone_number_id ?? ''
  const graph = createGraph({
    baseUrl: options.graphUrl ?? 'https://graph.facebook.com',
    version: options.graphVersion ?? 'v26.0',
    token: settings.access_token ?? '',
    signal,
  })
  const window = createWindow(store)
  const bill = createBill(store)
  const addresses = createChatAddresses(context)
  return {
    channel: cloudChannel(graph, settings, window),
    handle: request => receiveWebhook(request, context, { window, bill, addresses }),
    health: () => ask(graph, number),
    async close() {},
  }

  async function ask(api: Graph, id: string): Promise<Health> {
    try {
      const found = await api.get(`${id}?fields=display_phone_number,verified_name,quality_rating`)
      const facts = {
        number: String(found.display_phone_number ?? ''),
        name: String(found.verified_name ?? ''),
        quality: String(found.quality_rating ?? ''),
        ...(await bill.facts()),
      }
      return { state: 'ok', message: null, facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== '')) }
    } catch (error) {
      return toHealth(error)
    }
  }
}

function toHealth(error: unknown): Health {
  if (!(error instanceof GraphError)) throw error
  if (error.kind === 'signed-out')
    return {
      state: 'signed-out',
      message: `Meta does not take the access token any more (${error.message}). Make a new one and send it as config.`,
    }
  if (error.kind === 'refused') return { state: 'failing', message: `Meta does not know this phone number id: ${error.message}` }
  return { state: 'failing', message: `${error.message} It is tried again.` }
}
