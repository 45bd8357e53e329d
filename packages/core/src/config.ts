import type { PlanName } from '@craveva/contract/billing'
import type { EgressRule } from './net/egress-rule.ts'

/** What the operator decided, as far as the API needs to know; the server reads it from its environment. */
export interface CoreConfig {
  readonly version: string
  /** Where people and platforms reach this server, without a trailing slash. */
  readonly publicUrl: string
  /** Origins besides `publicUrl` that may call the management API from a browser. */
  readonly consoleOrigins: readonly string[]
  /** CIDRs of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
  /** Addresses that companies may name although they are not public. */
  readonly egressAllow: readonly EgressRule[]
  /** The plan that companies begin with. */
  readonly planDefault: PlanName
  /** Micro-credits for a message on a channel whose platform charges the operator, by the channel's name. */
  readonly messageFees: Readonly<Record<string, number>>
  /** Checks every answer against the contract before it is sent; for tests, as it costs time. */
  readonly checkAnswers: boolean
}
