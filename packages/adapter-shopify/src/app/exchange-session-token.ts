import type { StoredToken } from '../tokens.ts'
import { askForGrant } from './ask-for-grant.ts'
import type { OperatorApp } from './operator-app.ts'

/**
 * Access to a shop for the session token of its admin; it ends and can be renewed, like that of an approval. Null when Shopify does not take the
 * token. Source: Shopify, "Exchange a session token for an access token".
 */
export const exchangeSessionToken = (
  { fetch, app }: { readonly fetch: typeof globalThis.fetch; readonly app: OperatorApp },
  shop: string,
  token: string,
): Promise<StoredToken | null> =>
  askForGrant(fetch, shop, {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
  })
