/** A text that Shopify's search takes as it is, whatever operators stand in it. */
export const quoted = (text: string): string => `"${text.replace(/["\\]/g, '')}"`
