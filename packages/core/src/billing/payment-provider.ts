/** Who moves the money. Amounts are in cents. Its faults are thrown as PROVIDER_ERROR; what it refuses is answered. */
export interface PaymentProvider {
  readonly name: string
  /** Whether no money moves, so that every document says "test". */
  readonly isTest: boolean
  /** Makes a payment method that the customer gave the provider the company's own. */
  attach(companyId: string, token: string): Promise<ProviderMethod | Declined>
  /** Forgets one; not an error when it is gone. */
  detach(companyId: string, reference: string): Promise<void>
  /** Takes the money, once for each key, however often it is asked. */
  collect(collection: Collection): Promise<Paid | Declined>
}

export interface ProviderMethod {
  readonly status: 'attached'
  readonly reference: string
  readonly type: 'card'
  readonly brand: string
  readonly last4: string
  readonly expMonth: number
  readonly expYear: number
}

export interface Collection {
  readonly companyId: string
  readonly key: string
  readonly reference: string
  readonly amount: number
  readonly currency: string
  readonly description: string
}

export interface Paid {
  readonly status: 'paid'
}

export interface Declined {
  readonly status: 'declined'
  /** For the payer, with what to do. */
  readonly message: string
}
