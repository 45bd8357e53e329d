import { consentTextFor } from './consent-text.ts'
import type { Tool } from './tool.ts'

const fields = {
  name: { label: 'Name', kind: 'text', required: false },
  email: { label: 'E-mail', kind: 'email', required: true },
  phone: { label: 'Phone', kind: 'tel', required: false },
  message: { label: 'Message', kind: 'textarea', required: false },
} as const

/** Shows the visitor a form to be contacted. Nothing is kept before they fill it in, agree and send it themselves. */
export const captureLead: Tool = {
  name: 'capture_lead',
  description:
    'Shows the visitor a form with which they can leave their details to be contacted. Use it when they want to be called or written to.',
  parameters: {
    type: 'object',
    properties: {
      title: { type: 'string', maxLength: 100, description: 'Heading of the form, in the language of the visitor' },
      fields: { type: 'array', items: { enum: Object.keys(fields) }, uniqueItems: true, maxItems: 4 },
      language: { type: 'string', maxLength: 35, description: 'BCP 47' },
    },
    required: ['title'],
    additionalProperties: false,
  },
  effect: 'read',
  async run({ title, fields: wanted, language }, call) {
    const names = Array.isArray(wanted) && wanted.length > 0 ? wanted : Object.keys(fields)
    return {
      content: 'The form is shown. Tell the visitor that they can leave their details there; nothing is stored until they send it.',
      receipts: [],
      parts: [
        {
          type: 'form',
          form_id: `lead_${call.executionId}_${call.callId}`,
          purpose: 'lead',
          title: String(title),
          fields: Object.entries(fields)
            .filter(([name]) => name === 'email' || names.includes(name))
            .map(([name, field]) => ({ name, ...field, options: [] })),
          consent_text: consentTextFor(typeof language === 'string' ? language : 'en'),
        },
      ],
      trusted: true,
    }
  },
}
