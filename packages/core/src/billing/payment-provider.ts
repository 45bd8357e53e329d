/** Who moves the money. Amounts are in cents. Its faults are thrown as PROVIDER_ERROR; what it refuses is answered. */
export interface PaymentProvider {
  readonly name: string
  /** Whether no money moves, so that every document says "test". */
  readonly isTest: boolean
  /** Makes a payment method that the customer gave the provider the company's own. */
  attach(payer: Payer, token: string): Promise<ProviderMethod | Declined>
  /** Forgets one; not an error when it is gone. */
  detach(companyId: string, reference: string): Promise<void>
  /** Takes the money, once for each key, however often it is asked. */
  collect(collection: Collection): Promise<Outcome>
  /** What a provider with pages, events and a memory of its own offers besides; null for one without. */
  readonly hosted: HostedPayments | null
}

/** What only a provider elsewhere can do. What it says counts when it was read from it, never because somebody claims it. */
export interface HostedPayments {
  /** A page on which the payer pays, or leaves a card. */
  checkout(checkout: Checkout): Promise<{ readonly url: string; readonly reference: string; readonly customer: string }>
  /** Which object a signed message of the provider is about; null when the signature is wrong, or there is no secret to check it by. */
  readEvent(raw: Buffer, signature: string): Promise<ProviderEvent | null>
  /** Reads a payment, or a finished page, as it is now; null when it is not one of ours. */
  look(reference: string): Promise<Seen | null>
  /** The payments of ours that were begun since then. */
  begunSince(since: Date): AsyncIterable<Pick<Seen, 'companyId' | 'paymentId' | 'reference' | 'outcome'>>
  /** What to look at of the payments, ours or not, that were refunded or disputed since then, and of whose refunds one has failed lately. */
  takenBackSince(since: Date): AsyncIterable<string>
}

export interface Payer {
  readonly companyId: string
  /** What the provider calls the company; null as long as it does not know it. */
  readonly customer: string | null
}

export interface ProviderMethod {
  readonly status: 'attached'
  readonly reference: string
  readonly type: 'card'
  readonly brand: string
  readonly last4: string
  readonly expMonth: number
  readonly expYear: number
  /** What the provider calls the company from now on; null when it has no name for it. */
  readonly customer: string | null
}

export interface Collection extends Payer {
  readonly key: string
  readonly reference: string
  readonly amount: number
  readonly currency: string
  readonly description: string
  /** Whether the payer is there to confirm at their bank. */
  readonly present: boolean
}

export interface Checkout extends Payer {
  /** Null to leave a card only. */
  readonly payment: Pick<Collection, 'key' | 'amount' | 'currency' | 'description'> | null
}

export type Outcome = Paid | Declined | Waiting

export interface Paid {
  readonly status: 'paid'
  /** What the provider calls the payment; null when it has no name for it. */
  readonly reference: string | null
}

export interface Declined {
  readonly status: 'declined'
  /** For the payer, with what to do. */
  readonly message: string
}

/** Neither paid nor declined yet. */
export interface Waiting {
  readonly status: 'pending' | 'requires_action'
  readonly reference: string
  /** What the payer has to do. */
  readonly action: { readonly url: string | null; readonly client_secret: string | null } | null
}

export interface ProviderEvent {
  readonly id: string
  readonly kind: string
  /** What to look at; null when it is about nothing of ours. */
  readonly reference: string | null
}

/** Cents that went back to the payer, by a refund or a dispute. */
export interface MoneyBack {
  readonly id: string
  readonly amount: number
  /** Whether they came to us again: the refund failed, or the dispute was won. */
  readonly returned: boolean
}

/** A payment as the provider knows it, all of it, so that it matters not which event led here or in which order. */
export interface Seen {
  readonly companyId: string
  /** Null for a page on which a card was left. */
  readonly paymentId: string | null
  readonly reference: string
  readonly outcome: Outcome
  readonly refunds: readonly MoneyBack[]
  readonly disputes: readonly MoneyBack[]
  /** The card that was used or left, when it may be used again. */
  readonly method: ProviderMethod | null
}
