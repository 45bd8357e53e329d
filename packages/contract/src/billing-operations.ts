import { anyone, created, file, operation, user } from './operation.ts'

/** Plans, credits and payments. */
export const billingOperations = {
  plans: operation('GET', '/billing/plans', 'List plans and the price of a credit', user('viewer', 'read')),
  subscription: operation('GET', '/billing/subscription', 'Get the subscription', user('viewer', 'read')),
  changePlan: operation('PUT', '/billing/subscription', 'Change to another plan', user('admin', null)),
  usage: operation('GET', '/billing/usage', 'Get what was used', user('viewer', 'read')),
  exportUsage: file('text/csv', operation('GET', '/billing/usage/export', 'Export what was used as CSV', user('admin', 'read'))),
  charge: operation('GET', '/billing/charges/:execution_id', 'Explain what an execution, or a query, cost', user('viewer', 'read')),
  caps: operation('GET', '/billing/caps', 'List the caps on spending', user('viewer', 'read')),
  setCap: operation('PUT', '/billing/caps', 'Set a cap on spending', user('admin', null)),
  removeCap: operation('DELETE', '/billing/caps/:cap_id', 'Remove a cap on spending', user('admin', null)),
  credits: operation('GET', '/billing/credits', 'Get the balance of credits', user('viewer', 'read')),
  transactions: operation('GET', '/billing/credits/transactions', 'List every movement of credits', user('admin', 'read')),
  topUp: operation('POST', '/billing/credits/topup', 'Buy credits', user('admin', null)),
  invoices: operation('GET', '/billing/invoices', 'List invoices', user('admin', 'read')),
  invoice: operation('GET', '/billing/invoices/:invoice_id', 'Get an invoice', user('admin', 'read')),
  invoicePage: file(
    'text/html',
    operation('GET', '/billing/invoices/:invoice_id/page', 'Get an invoice as a page to print', user('admin', 'read')),
  ),
  checkout: operation('POST', '/billing/checkout', 'Begin a payment, or save a card, on the page of the provider', user('admin', null)),
  payment: operation('GET', '/billing/payments/:payment_id', 'Get a payment', user('admin', 'read')),
  paymentEvents: operation('POST', '/billing/payment-events', 'Receive a signed event of the payment provider', anyone, {
    request: 'raw',
  }),
  paymentMethods: operation('GET', '/billing/payment-methods', 'List payment methods', user('admin', null)),
  addPaymentMethod: operation('POST', '/billing/payment-methods', 'Add a payment method', user('admin', null), created),
  setDefaultPaymentMethod: operation(
    'PUT',
    '/billing/payment-methods/:payment_method_id/default',
    'Make a payment method the default',
    user('admin', null),
  ),
  removePaymentMethod: operation('DELETE', '/billing/payment-methods/:payment_method_id', 'Remove a payment method', user('admin', null)),
} as const
