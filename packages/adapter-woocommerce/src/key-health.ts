import type { Health } from '@craveva/adapter-kit/health'
import type { PlatformError } from '@craveva/adapter-kit/platform-error'

interface Refusal {
  /** What the shop said to the keys in the header, and in the address; over http, to what they had signed. */
  readonly errors: readonly PlatformError[]
  /** Whether the keys came by a click; otherwise they were entered. */
  readonly isByClick: boolean
  /** Where it is clicked. */
  readonly link: string
}

/** How a deployment is whose keys the shop does not take, in words for the merchant: what happened there, and what to do. */
export function keyHealth({ errors, isByClick, link }: Refusal): Health {
  const remedy = isByClick
    ? 'Open the link to connect the shop again.'
    : 'Enter new ones from WooCommerce > Settings > Advanced > REST API, made for a shop manager, with read/write.'
  return {
    state: 'signed-out',
    message: `${whatHappened(errors)} ${remedy}`,
    ...(isByClick ? { signIn: { kind: 'link', value: link, expiresAt: null } as const } : {}),
  }
}

function whatHappened(errors: readonly PlatformError[]): string {
  const said = errors.map(({ cause }) => String(cause))
  if (said.some(text => /permission/i.test(text))) return 'The keys of the shop may not read.'
  if (said.some(text => /timestamp/i.test(text)))
    return 'The clocks of the shop and of this server are more than a quarter of an hour apart, so that the shop takes no signed requests, as they are sent over http.'
  if (said.some(text => /invalid signature/i.test(text)))
    return 'The shop finds the signature wrong that requests over http need: the secret is not that of the key, or the address entered is not the one under its Settings > General.'
  // Without keys WooCommerce says the same as to those that were revoked, and to those of a user who is gone.
  if (said.length > 0 && said.every(text => /^woocommerce_rest_cannot_view/.test(text)))
    return 'The shop lets the keys read nothing: they were revoked there, or the WordPress user that they belong to was deleted or is no shop manager any more, or its server drops the Authorization header and keys in addresses as well (in Apache, SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1 lets the header pass).'
  return 'The shop does not know the keys any more: they were revoked there.'
}
