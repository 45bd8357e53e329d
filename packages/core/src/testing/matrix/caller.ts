import type { KeyPermission, Role } from '@craveva/contract/operations'

/** What a caller has to show. */
export type Proof =
  | { readonly kind: 'nothing' }
  /** Opens one conversation of their company. */
  | { readonly kind: 'visitor token' }
  | { readonly kind: 'user'; readonly role: Role }
  /** Made by an owner. */
  | { readonly kind: 'key'; readonly permission: KeyPermission }
  /** Held once, and does not any more. */
  | { readonly kind: 'ended' }
  /** Holds, but not for the address that it comes from. */
  | { readonly kind: 'elsewhere' }

/** Somebody who calls every endpoint. */
export interface Caller {
  /** `member`, `revoked key`, `owner of another company`. */
  readonly name: string
  readonly proof: Proof
  readonly headers: Readonly<Record<string, string>>
  /** Whether they belong to the company that all this is about, or to the other one. */
  readonly company: 'first' | 'second'
}
