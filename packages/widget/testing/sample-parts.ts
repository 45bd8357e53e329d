import type { MessagePart } from '@craveva/contract/parts'
import { type Step, say } from './fake-api.ts'

/** A lamp of 89 euros that can be put into the cart. */
export const productCard: MessagePart & { type: 'product' } = {
  type: 'product',
  product_id: 'p1',
  title: 'Ada reading lamp',
  image: null,
  price: 89,
  compare_at_price: 119,
  currency: 'EUR',
  available: true,
  options: [{ name: 'Colour', values: ['Brass', 'Black'] }],
  url: 'https://lumen.example/ada',
  action: { type: 'add_to_cart', label: 'Add to cart', url: null, variant_id: 'v1' },
}

/** One of every kind of part that a message can have. */
export const sampleParts: MessagePart[] = [
  productCard,
  { ...productCard, product_id: 'p2', title: 'Noor floor lamp', compare_at_price: null, options: [], action: null },
  {
    type: 'order',
    number: '#1042',
    status: 'On its way',
    placed_at: '2026-03-20T10:00:00Z',
    items: [{ title: 'Ada reading lamp', quantity: 2, image: null }],
    tracking: [{ carrier: 'DHL', number: '0034', url: 'https://dhl.example/0034', status: 'Arrives tomorrow' }],
  },
  {
    type: 'form',
    form_id: 'f1',
    purpose: 'lead',
    title: 'Tell me when it is back',
    fields: [
      { name: 'name', label: 'Name', kind: 'text', required: false, options: [] },
      { name: 'email', label: 'E-mail', kind: 'email', required: true, options: [] },
      { name: 'size', label: 'Size', kind: 'select', required: true, options: ['Small', 'Large'] },
      { name: 'note', label: 'Note', kind: 'textarea', required: false, options: [] },
    ],
    consent_text: 'I agree that you write to me about this.',
  },
  {
    type: 'file',
    file_id: 'file_1',
    name: 'Manual.pdf',
    media_type: 'application/pdf',
    size: 1_240_000,
    url: 'https://lumen.example/manual.pdf',
  },
  { type: 'handoff', state: 'with_operator', operator_name: 'Mia' },
  { type: 'approval', approval_id: 'approval_1', tool: 'cancel_order', title: 'Cancel the order', arguments: { order: '#1042' } },
  { type: 'tool', name: 'find_order', state: 'running' },
  { type: 'error', code: 'PROVIDER_ERROR', message: 'The rest of the answer is missing.', retryable: true },
  {
    type: 'citation',
    data_source_id: 'ds_1',
    document_id: 'doc_1',
    title: 'Delivery',
    heading: 'Times',
    url: 'https://lumen.example/delivery',
    excerpt: 'Parcels arrive within 2 to 4 working days.',
    score: 1,
    used: true,
  },
  {
    type: 'receipt',
    data_source_id: 'ds_2',
    source_name: 'Shop database',
    location: 'products',
    row_key: 'sku=A12',
    fields: { price: '89.00', stock: '14' },
    read_at: '2026-03-20T10:00:00Z',
    content_hash: 'x',
  },
]

const formatted = `# A heading
Text with **strong**, *soft* and \`code\`, and [a link](https://lumen.example/).

| Way | Time |
|-----|-----:|
| Standard | 2 days |

1. one
   - within
2. two

> said

\`\`\`js
const lamp = 'Ada'
\`\`\`
`

/** An answer with formatted text and one of every kind of part. */
export const everyPart: Step[] = [...say(formatted), ...(sampleParts as Step[])]
