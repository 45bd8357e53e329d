/** Roles from the least to the most powerful. */
export const roles = ['viewer', 'member', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]

export const keyPermissions = ['read', 'write', 'execute'] as const
export type KeyPermission = (typeof keyPermissions)[number]

/**
 * Who may call an operation.
 * - `public`: anyone; the operation itself decides what the caller gets to see.
 * - `visitor`: anyone whom an active deployment of the agent in the path admits (origin, identity), or a key of its company.
 * - `service`: an adapter with a key that the operator made for its platform.
 * - `user`: a signed-in user with at least `role`; an API key only where `key` names the permission it needs.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'visitor' }
  | {
      readonly kind: 'user'
      readonly role: Role
      readonly key: KeyPermission | null
      /** Also for users who have yet to set up the second factor that their company requires. */
      readonly beforeTwoFactor?: true
    }
  | {
      readonly kind: 'service'
      /** Whether the caller must hold the lease of the deployment in the path. */
      readonly lease: boolean
    }

/**
 * Which counters a call is held against.
 * - `none`: not counted (health, static descriptions).
 * - `account`: the company's hourly allowance of its keys, or the user's own.
 * - `credentials`: per network, against floods; guesses at an account are counted by the account as well, with growing pauses.
 * - `chat`: messages, per visitor, per network and per agent.
 * - `widget`: what the widget reads, per network.
 */
export type LimitClass = 'none' | 'account' | 'credentials' | 'chat' | 'widget'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface Operation {
  readonly method: Method
  readonly path: `/${string}`
  readonly summary: string
  readonly access: Access
  readonly limit: LimitClass
  /** 201 where something is created. */
  readonly status: 200 | 201
  /** `json` unless said otherwise; `raw` is bytes that the handler reads itself, such as a signed message of a platform. */
  readonly request?: 'multipart' | 'raw'
  /** The answer can also be a stream of server-sent events. `always` means that it never is JSON. */
  readonly stream?: 'on-request' | 'always'
  /** The answer is a file of this media type instead of JSON; `application/octet-stream` where it can be of any. */
  readonly file?: string
  /** What goes into the query of a POST or PUT; everything else is its body. */
  readonly queryNames?: readonly string[]
  /** Further media types that the file can have, where the caller chooses. */
  readonly otherFiles?: readonly string[]
}

export const anyone = { kind: 'public' } as const
export const visitor = { kind: 'visitor' } as const
export const user = (role: Role, key: KeyPermission | null) => ({ kind: 'user', role, key }) as const
export const beforeTwoFactor = (role: Role, key: KeyPermission | null) => ({ ...user(role, key), beforeTwoFactor: true }) as const

export type Options = Partial<Pick<Operation, 'request' | 'limit' | 'status' | 'queryNames'>>

/** An operation that answers JSON only. */
export const operation = <const P extends `/${string}`, const M extends Method, A extends Access>(
  method: M,
  path: P,
  summary: string,
  access: A,
  options: Options = {},
) => ({ method, path, summary, access, limit: defaultLimit(access), status: 200 as 200 | 201, ...options })

/** The same operation, which can also answer, or always answers, with server-sent events. */
export const streaming = <O extends Operation, const S extends 'on-request' | 'always'>(stream: S, plain: O) => ({ ...plain, stream })

/** The same operation, which answers with a file of this media type. */
export const file = <O extends Operation, const F extends string>(mediaType: F, plain: O) => ({ ...plain, file: mediaType })

export const defaultLimit = (access: Access): LimitClass =>
  access.kind === 'user' ? 'account' : access.kind === 'visitor' ? 'widget' : 'none'

export const credentials = { limit: 'credentials' } as const
export const created = { status: 201 } as const
