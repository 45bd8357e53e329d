import type { Letter } from '../../mail/letter.ts'
import type { HoldingOrder } from './holding-orders.store.ts'

/** Tells whoever leads a company that something has to be erased that could not be, and how they do it themselves. */
export function failedOrderLetter({ what, platform, deployment_id, company_id, customer, problem }: HoldingOrder): Omit<Letter, 'name'> {
  const whom = [customer?.subject, customer?.email, customer?.phone].filter(Boolean).join(', ')
  const asked = {
    erase_customer: `to erase what is kept of a customer (${whom})`,
    tell_of_customer: `what is kept of a customer (${whom})`,
    erase_documents: 'to erase the catalogue that your agent answered from',
    erase_everything: 'to erase everything that is kept of your shop',
  }[what]
  const remedy =
    what === 'erase_documents'
      ? 'Delete its data source under Data sources.'
      : what === 'erase_everything'
        ? `Delete the deployment ${deployment_id} and its conversations.`
        : `Do it with POST /companies/${company_id}/visitors/${what === 'erase_customer' ? 'erase' : 'export'}: send {"mentions": …} with their address.`
  return {
    subject: 'Something that has to be done with customer data failed',
    paragraphs: [
      `Your shop asked us (${platform}, ${deployment_id}) ${asked}. We tried again and again, and it did not work${problem ? `: ${problem}` : '.'}`,
      `${remedy} Tell whoever runs this server as well: the cause is on our side.`,
    ],
  }
}
