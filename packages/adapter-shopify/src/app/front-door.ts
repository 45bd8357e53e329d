import { type FrontDoor, type FrontDoorContext, type Installation, TakenError } from '@craveva/adapter-kit/front-door'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { isSignedByShopify } from '../verify-webhook.ts'
import { answerPage, answerPageFile } from './app-page.ts'
import { contactDesk } from './contact-desk.ts'
import { offerOf } from './offer-of.ts'
import { type OperatorApp, readShop } from './operator-app.ts'
import { invalidSession, sessionOf } from './session-of.ts'
import { stateOf } from './state-of.ts'

export interface FrontDoorOptions {
  readonly app: OperatorApp
  readonly fetch: typeof globalThis.fetch
}

/**
 * Where Shopify leads to for the operator's app: the page in a shop's admin and what that asks for, webhooks of all shops, and the app proxy. What is
 * about a shop that has a deployment goes on there.
 */
export function openFrontDoor({ app, fetch }: FrontDoorOptions, { publicUrl, installations }: FrontDoorContext): FrontDoor {
  const contacts = contactDesk({ app, fetch })
  const onward = async (shop: string, path: string) => {
    const { deployment } = await installations.find(shop)
    return deployment && { deploymentId: deployment.id, path }
  }

  /** Who sends a good session token may do all this for their shop, and for no other. */
  const actions = {
    async state(shop: string, token: string) {
      const found = await installations.find(shop)
      const contact = found.deployment ? null : await contacts.recall(shop, token)
      return found.deployment || contact ? toAnswer(found, shop, contact?.name, contact?.email) : invalidSession()
    },
    async accept(shop: string, token: string) {
      const contact = await contacts.ask(shop, token)
      if (!contact) return invalidSession()
      return toAnswer(await installations.accept(shop, { ...offerOf(shop, contact), email: contact.email }), shop)
    },
    async 'claim-link'(shop: string, token: string) {
      const contact = await contacts.ask(shop, token)
      return contact ? json(await installations.claimLink(shop, offerOf(shop, contact))) : invalidSession()
    },
  }
  const toAnswer = (found: Installation, shop: string, name?: string, email?: string) =>
    json(stateOf(found, { app, shop, name: name ?? null, email: email ?? null }))

  async function act(request: Request, action: string) {
    const session = sessionOf(request, app)
    if (!session) return invalidSession()
    if (action === 'check') return (await onward(session.shop, 'check')) ?? json({ problem: 'unclaimed' }, 409)
    if (action !== 'state' && action !== 'accept' && action !== 'claim-link') return notFound()
    return actions[action](session.shop, session.token)
  }

  return {
    async handle(request) {
      const url = new URL(request.url)
      const path = url.pathname.split('/app').at(-1)?.replace(/^\//, '') ?? ''
      if (request.method === 'GET' && path === '') return answerPage(url.searchParams, app, publicUrl)
      if (request.method === 'GET' && path === 'identity') {
        // Its signature is verified by the deployment; a shop that has none is nobody's.
        const shop = readShop(url.searchParams.get('shop'))
        return (shop && (await onward(shop, 'identity'))) || new Response(null, { status: 401 })
      }
      if (request.method === 'GET') return answerPageFile(path)
      if (request.method !== 'POST') return new Response(null, { status: 405 })
      if (path === 'webhooks') return takeWebhook(request, app, onward)
      return act(request, path).catch(problemOf)
    },
  }
}

const maxBytes = 2_000_000

/** A genuine notice of a shop that has no deployment is acknowledged: nothing is kept of that shop. */
async function takeWebhook(
  request: Request,
  { clientSecret }: OperatorApp,
  onward: (shop: string, path: string) => Promise<{ deploymentId: string; path: string } | null>,
) {
  const body = Buffer.from(await request.arrayBuffer())
  if (body.length > maxBytes) return new Response(null, { status: 413 })
  const header = (name: string) => request.headers.get(`x-shopify-${name}`) ?? request.headers.get(`shopify-${name}`)
  const shop = readShop(header('shop-domain'))
  if (!isSignedByShopify(body, header('hmac-sha256'), clientSecret) || !shop) return new Response(null, { status: 401 })
  return (await onward(shop, 'webhooks')) ?? new Response(null, { status: 200 })
}

function problemOf(error: unknown): Response {
  if (error instanceof TakenError) return json({ problem: 'taken', message: error.message }, 409)
  if (error instanceof PlatformError) return json({ problem: 'platform', message: error.message }, 502)
  throw error
}

const json = (body: object, status = 200) => Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
const notFound = () => new Response(null, { status: 404 })
