import type { PlanName } from '@craveva/contract/billing'

/** What a company pays, and what it gets for it. */
export interface Plan {
  readonly title: string
  /** Of one period of a month, in cents. */
  readonly price: number
  /** Come with each period; what is left of them at its end expires. */
  readonly credits: number
  /** Agents go on when the credits are used up; what they use is billed afterwards. */
  readonly metered: boolean
  /** For all API keys of a company together; null is as the operator decides. */
  readonly requestsPerHour: number | null
  /** How a company begins that did not pay yet; null when the plan needs no payment to begin. */
  readonly trial: { readonly days: number; readonly credits: number } | null
}

export const plans: Readonly<Record<PlanName, Plan>> = {
  starter: {
    title: 'Starter',
    price: 2900,
    credits: 3000,
    metered: false,
    requestsPerHour: 1000,
    trial: { days: 14, credits: 1000 },
  },
  growth: { title: 'Growth', price: 19_900, credits: 25_000, metered: false, requestsPerHour: 10_000, trial: { days: 14, credits: 1000 } },
  enterprise: { title: 'Enterprise', price: 0, credits: 10_000, metered: true, requestsPerHour: null, trial: null },
}

export const currency = 'USD'

/** Cents for one credit bought. */
export const creditPrice = 1

/** Of a plan's credits, the share at which their company is told that they run low. */
export const lowShare = 0.2
